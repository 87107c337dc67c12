{{/* The chart's name, for labels. */}}
{{- define "jvirtd.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* What every object of a release is called. 53 characters, so that a suffix fits into a name's 63. */}}
{{- define "jvirtd.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 53 | trimSuffix "-" }}
{{- else }}
{{- $name := include "jvirtd.name" . }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 53 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 53 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{/* What selects this release; it never changes, as a selector may not. */}}
{{- define "jvirtd.releaseLabels" -}}
app.kubernetes.io/name: {{ include "jvirtd.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* What selects the daemon's pods, and not the one of helm test. */}}
{{- define "jvirtd.selectorLabels" -}}
{{ include "jvirtd.releaseLabels" . }}
app.kubernetes.io/component: daemon
{{- end }}

{{- define "jvirtd.version" -}}
{{ .Chart.AppVersion | trunc 63 | trimSuffix "-" | quote }}
{{- end }}

{{/* The labels of an object: a list of the chart and the object's component. */}}
{{- define "jvirtd.labels" -}}
{{- $root := index . 0 -}}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "jvirtd.releaseLabels" $root }}
app.kubernetes.io/component: {{ index . 1 }}
app.kubernetes.io/version: {{ include "jvirtd.version" $root }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
{{- with $root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "jvirtd.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "jvirtd.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "jvirtd.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{/* "true" if RPC over TCP is open beyond the pod: with a login, or since it was asked for. Else it is on the pod's loopback. */}}
{{- define "jvirtd.tcpIsOpen" -}}
{{- if and .Values.rpc.tcp.enabled (or (eq .Values.rpc.tcp.auth "sasl") .Values.rpc.tcp.insecure) }}true{{ end }}
{{- end }}

{{/* "true" if RPC is open beyond the pod at all. */}}
{{- define "jvirtd.rpcIsOpen" -}}
{{- if or (include "jvirtd.tcpIsOpen" .) .Values.rpc.tls.enabled }}true{{ end }}
{{- end }}

{{/* "true" if a socket asks for a login. */}}
{{- define "jvirtd.asksForLogin" -}}
{{- if or (and .Values.rpc.tcp.enabled (eq .Values.rpc.tcp.auth "sasl")) (and .Values.rpc.tls.enabled (eq .Values.rpc.tls.auth "sasl")) (eq .Values.rpc.unix.auth "sasl") }}true{{ end }}
{{- end }}

{{/* The Secret with the daemon's certificate and key. */}}
{{- define "jvirtd.tlsSecret" -}}
{{- if .Values.rpc.tls.certManager.enabled }}
{{- include "jvirtd.fullname" . }}-tls
{{- else }}
{{- .Values.rpc.tls.existingSecret }}
{{- end }}
{{- end }}

{{/* The addresses that TCP and HTTP listen on. */}}
{{- define "jvirtd.tcpAddress" -}}
{{- if include "jvirtd.tcpIsOpen" . }}0.0.0.0{{ else }}127.0.0.1{{ end }}
{{- end }}

{{/*
How long a pod may take to stop. Stopping has two phases that wait as long as drain.seconds each: the daemon's, then that
of HTTP. 15 seconds are for the ends of both: connections, workers, event loop.
*/}}
{{- define "jvirtd.gracePeriod" -}}
{{- add .Values.drain.preStopSeconds (mul 2 .Values.drain.seconds) 15 }}
{{- end }}
