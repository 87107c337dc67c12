{{/*
The daemon's application.yml: .Values.config, and over it what other values decide. The ports are the daemon's own defaults;
what clients see of them is the Services' business.
*/}}
{{- define "jvirtd.configuration" -}}
{{- $tcp := dict "enabled" .Values.rpc.tcp.enabled "address" (include "jvirtd.tcpAddress" .) "port" 16509 "auth" .Values.rpc.tcp.auth "insecure" .Values.rpc.tcp.insecure }}
{{- $tls := dict "enabled" .Values.rpc.tls.enabled }}
{{- if .Values.rpc.tls.enabled }}
{{- $tls = merge $tls (dict "address" "0.0.0.0" "port" 16514 "bundle" "rpc" "auth" .Values.rpc.tls.auth "client-certificates" .Values.rpc.tls.clientCertificates "insecure" .Values.rpc.tls.insecure) }}
{{- end }}
{{- $unix := dict "enabled" true "directory" "/run/jvirtd" "auth" .Values.rpc.unix.auth }}
{{- $jvirtd := dict "listen" (dict "tcp" $tcp "tls" $tls "unix" $unix) }}
{{- if include "jvirtd.asksForLogin" . }}
{{- $_ := set $jvirtd "sasl" (dict "users" "/etc/jvirtd/sasl/users") }}
{{- end }}
{{- if .Values.http.existingSecret }}
{{- $_ := set $jvirtd "http" (dict "users" "/etc/jvirtd/http/users") }}
{{- end }}
{{- $spring := dict "lifecycle" (dict "timeout-per-shutdown-phase" (printf "%ds" (int .Values.drain.seconds))) }}
{{- if .Values.rpc.tls.enabled }}
{{- $keystore := dict "certificate" "/etc/jvirtd/tls/tls.crt" "private-key" "/etc/jvirtd/tls/tls.key" }}
{{- $bundle := dict "reload-on-update" true "keystore" $keystore }}
{{- if ne .Values.rpc.tls.clientCertificates "none" }}
{{- $_ := set $bundle "truststore" (dict "certificate" "/etc/jvirtd/client-ca/ca.crt") }}
{{- end }}
{{- $_ := set $spring "ssl" (dict "bundle" (dict "pem" (dict "rpc" $bundle))) }}
{{- end }}
{{- $decided := dict "jvirtd" $jvirtd "spring" $spring "server" (dict "address" "0.0.0.0" "port" 8080) }}
{{- mergeOverwrite (deepCopy .Values.config) $decided | toYaml }}
{{- end }}
