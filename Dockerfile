# The daemon as an image: docker build -t jvirtd .
# src/container/try.sh builds it, runs it and tries it. docs/operating.md tells how to run it.

# Other bases have to have: a JDK 25 and a JRE 25 of the same build with "java" on the PATH, bash, useradd.
ARG BUILD_IMAGE=eclipse-temurin:25-jdk-noble
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre-noble

# ---- The jar, its layers, and the classes of the training
FROM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true package
RUN java -Djarmode=tools -jar target/jvirtd-*.jar extract --layers --destination /layers --application-filename jvirtd.jar \
 && javac -proc:none -d /training -cp "/layers/application/jvirtd.jar:/layers/dependencies/lib/*" \
      src/container/java/org/jvirtd/training/*.java

# ---- All but the cache. What changes seldom comes first.
FROM ${RUNTIME_IMAGE} AS daemon
RUN groupadd --gid 10001 jvirtd \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin jvirtd \
 && install -d -o 10001 -g 10001 -m 0700 /run/jvirtd
WORKDIR /app
# Fewer arenas of the C library: less memory that is reserved for each thread and not used.
ENV LANG=C.UTF-8 MALLOC_ARENA_MAX=2
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY LICENSE src/container/jvm.options src/container/application.yml src/container/health.sh ./
COPY --from=build /layers/application/ ./
USER 10001:10001

# ---- The cache, by the JVM that will use it
FROM daemon AS training
COPY --from=build /training /training
COPY src/container/train.sh /training/
RUN /training/train.sh /app /training /tmp/jvirtd.aot

FROM daemon
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=
LABEL org.opencontainers.image.title="jvirtd" \
      org.opencontainers.image.description="libvirt's daemon on the JVM" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=training /tmp/jvirtd.aot ./
# RPC, RPC over TLS where it is enabled, HTTP
EXPOSE 16509 16514 8080
# SIGTERM drains: "docker stop" kills after 10 s, so give it the time that draining may take: docker stop -t 30.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 CMD ["/app/health.sh"]
ENTRYPOINT ["java", "@/app/jvm.options", "-XX:AOTCache=/app/jvirtd.aot", "-jar", "/app/jvirtd.jar"]
