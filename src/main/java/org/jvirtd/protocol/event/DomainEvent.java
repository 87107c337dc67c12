package org.jvirtd.protocol.event;

import org.jvirtd.protocol.domain.Domain;

/** An event about a domain. */
public sealed interface DomainEvent
    permits DomainLifecycleEvent,
        DomainRebootEvent,
        DomainRtcChangeEvent,
        DomainWatchdogEvent,
        DomainIoErrorEvent,
        DomainGraphicsEvent,
        DomainIoErrorReasonEvent,
        DomainControlErrorEvent,
        DomainBlockJobEvent,
        DomainDiskChangeEvent,
        DomainTrayChangeEvent,
        DomainPmWakeupEvent,
        DomainPmSuspendEvent,
        DomainBalloonChangeEvent,
        DomainPmSuspendDiskEvent,
        DomainDeviceRemovedEvent,
        DomainBlockJob2Event,
        DomainTunableEvent,
        DomainAgentLifecycleEvent,
        DomainDeviceAddedEvent,
        DomainMigrationIterationEvent,
        DomainJobCompletedEvent,
        DomainDeviceRemovalFailedEvent,
        DomainMetadataChangeEvent,
        DomainBlockThresholdEvent,
        DomainMemoryFailureEvent,
        DomainMemoryDeviceSizeChangeEvent,
        DomainNicMacChangeEvent,
        DomainVcpuRemovedEvent,
        DomainChannelLifecycleEvent {

  /** The domain that the event is about. */
  Domain domain();
}
