package org.jvirtd.observe.page;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jvirtd.driver.ShowsWorlds;
import org.jvirtd.event.EventLoop;
import org.jvirtd.rpc.CallWatch;
import org.jvirtd.rpc.Server;
import org.jvirtd.worker.WorkerPool;

/**
 * What the page looks at.
 *
 * @param loopAlive whether the event loop's thread has not ended
 * @param worlds the drivers that show their worlds
 * @param slowCall from when on a call counts as stuck
 * @param version of the daemon
 * @param waysIn the commands that connect to the daemon; asked when somebody comes to watch
 * @param nanoClock as {@link System#nanoTime}
 * @param time the wall clock
 */
public record PageSources(
    Server server,
    WorkerPool workers,
    EventLoop loop,
    BooleanSupplier loopAlive,
    CallWatch calls,
    List<? extends ShowsWorlds> worlds,
    Duration slowCall,
    String version,
    Supplier<List<String>> waysIn,
    LongSupplier nanoClock,
    InstantSource time) {
  public PageSources {
    worlds = List.copyOf(worlds);
  }
}
