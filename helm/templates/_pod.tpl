{{/* The pod of a Deployment and of a DaemonSet: metadata and spec. */}}
{{- define "jvirtd.podTemplate" -}}
metadata:
  labels:
    # Without the chart's version: a chart that renders the same pod does not replace it.
    {{- include "jvirtd.selectorLabels" . | nindent 4 }}
    app.kubernetes.io/version: {{ include "jvirtd.version" . }}
    {{- with .Values.commonLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    {{- with .Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    kubectl.kubernetes.io/default-container: jvirtd
    # New configuration makes new pods. Certificates and users are read again by the daemon itself.
    checksum/config: {{ include "jvirtd.configuration" . | sha256sum }}
    {{- with .Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "jvirtd.serviceAccountName" . }}
  automountServiceAccountToken: false
  # The variables of a Service named jvirtd would be read as properties: JVIRTD_… is the daemon's own prefix.
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ include "jvirtd.gracePeriod" . }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile:
      type: RuntimeDefault
  {{- with .Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with .Values.runtimeClassName }}
  runtimeClassName: {{ . }}
  {{- end }}
  {{- if .Values.daemonSet.prepareHostPath }}
  initContainers:
    {{- include "jvirtd.prepareHostPath" . | nindent 4 }}
  {{- end }}
  containers:
    {{- include "jvirtd.container" . | nindent 4 }}
  volumes:
    {{- include "jvirtd.volumes" . | nindent 4 }}
  {{- with .Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if .Values.topologySpreadConstraints }}
  topologySpreadConstraints:
    {{- range .Values.topologySpreadConstraints }}
    - {{- toYaml . | nindent 6 }}
      {{- if not (hasKey . "labelSelector") }}
      labelSelector:
        matchLabels:
          {{- include "jvirtd.selectorLabels" $ | nindent 10 }}
      {{- end }}
    {{- end }}
  {{- end }}
{{- end }}

{{/* The daemon. */}}
{{- define "jvirtd.container" -}}
- name: jvirtd
  image: {{ include "jvirtd.image" . | quote }}
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  securityContext:
    allowPrivilegeEscalation: false
    readOnlyRootFilesystem: true
    capabilities:
      drop: [ALL]
  {{- with .Values.extraEnv }}
  env:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.extraEnvFrom }}
  envFrom:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  ports:
    - name: http
      containerPort: 8080
      protocol: TCP
    {{- if include "jvirtd.tcpIsOpen" . }}
    - name: rpc
      containerPort: 16509
      protocol: TCP
      {{- with .Values.daemonSet.hostPorts.tcp }}
      hostPort: {{ int . }}
      {{- end }}
    {{- end }}
    {{- if .Values.rpc.tls.enabled }}
    - name: rpc-tls
      containerPort: 16514
      protocol: TCP
      {{- with .Values.daemonSet.hostPorts.tls }}
      hostPort: {{ int . }}
      {{- end }}
    {{- end }}
  startupProbe:
    httpGet:
      path: /actuator/health/liveness
      port: http
    {{- toYaml .Values.probes.startup | nindent 4 }}
  # Whether the event loop turns: if not, only a restart helps.
  livenessProbe:
    httpGet:
      path: /actuator/health/liveness
      port: http
    {{- toYaml .Values.probes.liveness | nindent 4 }}
  # Whether new clients are accepted.
  readinessProbe:
    httpGet:
      path: /actuator/health/readiness
      port: http
    {{- toYaml .Values.probes.readiness | nindent 4 }}
  {{- if gt (int .Values.drain.preStopSeconds) 0 }}
  lifecycle:
    preStop:
      # Until the Services have forgotten the pod, newcomers are still accepted.
      sleep:
        seconds: {{ int .Values.drain.preStopSeconds }}
  {{- end }}
  {{- with .Values.resources }}
  resources:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  volumeMounts:
    - name: config
      mountPath: /app/config
      readOnly: true
    - name: tmp
      mountPath: /tmp
    - name: sockets
      mountPath: /run/jvirtd
    {{- if .Values.rpc.tls.enabled }}
    - name: tls
      mountPath: /etc/jvirtd/tls
      readOnly: true
    {{- if ne .Values.rpc.tls.clientCertificates "none" }}
    - name: client-ca
      mountPath: /etc/jvirtd/client-ca
      readOnly: true
    {{- end }}
    {{- end }}
    {{- if include "jvirtd.asksForLogin" . }}
    - name: sasl
      mountPath: /etc/jvirtd/sasl
      readOnly: true
    {{- end }}
    {{- if .Values.http.existingSecret }}
    - name: http
      mountPath: /etc/jvirtd/http
      readOnly: true
    {{- end }}
    {{- with .Values.extraVolumeMounts }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}

{{/* Folders, not single files: what changes in a Secret arrives in them while the pod runs. */}}
{{- define "jvirtd.volumes" -}}
- name: config
  configMap:
    name: {{ include "jvirtd.fullname" . }}
- name: tmp
  emptyDir:
    sizeLimit: {{ .Values.tmpSizeLimit }}
- name: sockets
  {{- if .Values.daemonSet.socketsHostPath }}
  hostPath:
    path: {{ .Values.daemonSet.socketsHostPath }}
    type: {{ ternary "DirectoryOrCreate" "Directory" .Values.daemonSet.prepareHostPath }}
  {{- else }}
  emptyDir:
    medium: Memory
    sizeLimit: 1Mi
  {{- end }}
{{- if .Values.rpc.tls.enabled }}
- name: tls
  secret:
    secretName: {{ include "jvirtd.tlsSecret" . }}
    defaultMode: 0440
    items:
      - key: tls.crt
        path: tls.crt
      - key: tls.key
        path: tls.key
{{- if ne .Values.rpc.tls.clientCertificates "none" }}
- name: client-ca
  secret:
    secretName: {{ default (include "jvirtd.tlsSecret" .) .Values.rpc.tls.clientAuthorities.existingSecret }}
    defaultMode: 0440
    items:
      - key: {{ .Values.rpc.tls.clientAuthorities.key }}
        path: ca.crt
{{- end }}
{{- end }}
{{- if include "jvirtd.asksForLogin" . }}
- name: sasl
  secret:
    secretName: {{ .Values.sasl.existingSecret }}
    defaultMode: 0440
    items:
      - key: {{ .Values.sasl.key }}
        path: users
{{- end }}
{{- if .Values.http.existingSecret }}
- name: http
  secret:
    secretName: {{ .Values.http.existingSecret }}
    defaultMode: 0440
    items:
      - key: {{ .Values.http.key }}
        path: users
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Gives the node's folder to the daemon's user: the only container that is root, and only if it is asked for. */}}
{{- define "jvirtd.prepareHostPath" -}}
- name: prepare-sockets
  image: {{ include "jvirtd.image" . | quote }}
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  command: [chown, "10001:10001", /run/jvirtd]
  securityContext:
    runAsNonRoot: false
    runAsUser: 0
    allowPrivilegeEscalation: false
    readOnlyRootFilesystem: true
    capabilities:
      drop: [ALL]
      add: [CHOWN]
  {{- with .Values.resources }}
  resources:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  volumeMounts:
    - name: sockets
      mountPath: /run/jvirtd
{{- end }}
