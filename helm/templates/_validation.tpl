{{/* What a schema cannot say well: values that do not go together. The first that is found ends the rendering. */}}
{{- define "jvirtd.validate" -}}
{{- $tls := .Values.rpc.tls }}
{{- if $tls.enabled }}
{{- if and $tls.certManager.enabled $tls.existingSecret }}
{{- fail "rpc.tls: either existingSecret names the certificate, or certManager makes it; not both" }}
{{- end }}
{{- if not (or $tls.certManager.enabled $tls.existingSecret) }}
{{- fail "rpc.tls.enabled needs a certificate: name a Secret in rpc.tls.existingSecret, or set rpc.tls.certManager.enabled" }}
{{- end }}
{{- if and $tls.certManager.enabled (not $tls.certManager.issuerRef.name) }}
{{- fail "rpc.tls.certManager.enabled needs an issuer: set rpc.tls.certManager.issuerRef.name" }}
{{- end }}
{{- if and (ne $tls.clientCertificates "required") (eq $tls.auth "none") (not $tls.insecure) }}
{{- fail "rpc.tls would let everybody in: set rpc.tls.clientCertificates=required or rpc.tls.auth=sasl; if it is meant, rpc.tls.insecure=true" }}
{{- end }}
{{- else if $tls.certManager.enabled }}
{{- fail "rpc.tls.certManager.enabled needs rpc.tls.enabled" }}
{{- end }}
{{- if and (include "jvirtd.asksForLogin" .) (not .Values.sasl.existingSecret) }}
{{- fail "a socket asks for a login (auth: sasl), and sasl.existingSecret names no users" }}
{{- end }}
{{- if dig "server" "ssl" "" .Values.config }}
{{- fail "config.server.ssl: the chart's probes, Service and ServiceMonitor speak plain HTTP; end TLS in front of the Service" }}
{{- end }}
{{- if eq .Values.kind "DaemonSet" }}
{{- if .Values.autoscaling.enabled }}
{{- fail "autoscaling.enabled needs kind=Deployment: a DaemonSet has one daemon on each node" }}
{{- end }}
{{- else }}
{{- if .Values.daemonSet.socketsHostPath }}
{{- fail "daemonSet.socketsHostPath needs kind=DaemonSet: two pods of a Deployment could meet in one folder" }}
{{- end }}
{{- if or .Values.daemonSet.hostPorts.tcp .Values.daemonSet.hostPorts.tls }}
{{- fail "daemonSet.hostPorts needs kind=DaemonSet: two pods of a Deployment could want one port" }}
{{- end }}
{{- end }}
{{- if and .Values.daemonSet.prepareHostPath (not .Values.daemonSet.socketsHostPath) }}
{{- fail "daemonSet.prepareHostPath needs daemonSet.socketsHostPath" }}
{{- end }}
{{- if and .Values.daemonSet.hostPorts.tcp (not (include "jvirtd.tcpIsOpen" .)) }}
{{- fail "daemonSet.hostPorts.tcp needs RPC over TCP that is open beyond the pod: rpc.tcp.auth=sasl, or rpc.tcp.insecure=true" }}
{{- end }}
{{- if and .Values.daemonSet.hostPorts.tls (not $tls.enabled) }}
{{- fail "daemonSet.hostPorts.tls needs rpc.tls.enabled" }}
{{- end }}
{{- if and .Values.autoscaling.enabled (gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) }}
{{- fail (printf "autoscaling.minReplicas (%d) is more than autoscaling.maxReplicas (%d)" (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) }}
{{- end }}
{{- end }}
