package org.jts.sample.plugin.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** {@code sample:hello}, and how often it was said: {@code jts.sample.hellos}. */
@Component(service = SampleCommands.class, immediate = true, property = { "osgi.command.scope=sample",
    "osgi.command.function=hello" })
public final class SampleCommands {

    private final MeterRegistry meters;
    private final Counter hellos;

    @Activate
    public SampleCommands(@Reference MeterRegistry meters) {
        this.meters = meters;
        this.hellos = meters.counter("jts.sample.hellos");
    }

    @Deactivate
    void close() {
        meters.remove(hellos);
        hellos.close();
    }

    /** {@code sample:hello} */
    public String hello() {
        hellos.increment();
        return SampleView.T.get("hello");
    }
}
