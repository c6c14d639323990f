package org.jts.telemetry.internal;

import java.util.List;

import org.jts.api.time.TimeSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/**
 * What is measured in this process, in one registry for everybody. Its own part keeps the numbers in memory; whoever
 * exports them adds a registry for that to the composite.
 */
@Component(service = { MeterRegistry.class, CompositeMeterRegistry.class })
public final class ProcessMetrics extends CompositeMeterRegistry {

    @Activate
    public ProcessMetrics(@Reference TimeSource time) {
        super(clock(time), List.of(new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock(time))));
        new JvmMemoryMetrics().bindTo(this);
        new JvmThreadMetrics().bindTo(this);
    }

    @Deactivate
    void stop() {
        close();
    }

    private static Clock clock(TimeSource time) {
        return new Clock() {
            @Override
            public long wallTime() {
                return time.now().toEpochMilli();
            }

            @Override
            public long monotonicTime() {
                return time.nanoTime();
            }
        };
    }
}
