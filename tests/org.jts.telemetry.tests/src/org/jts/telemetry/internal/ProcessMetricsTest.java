package org.jts.telemetry.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class ProcessMetricsTest {

    private final FakeTime time = new FakeTime();
    private final ProcessMetrics metrics = new ProcessMetrics(time);

    @AfterEach
    void close() {
        metrics.stop();
    }

    @Test
    void whatIsMeasuredCanBeReadHereAndInEveryRegistryThatJoins() {
        AtomicInteger value = new AtomicInteger(7);
        Gauge gauge = Gauge.builder("jts.test", value, AtomicInteger::get).register(metrics);
        assertEquals(7, gauge.value());
        SimpleMeterRegistry exporter = new SimpleMeterRegistry();
        metrics.add(exporter);
        value.set(8);
        assertEquals(8, exporter.get("jts.test").gauge().value());
        assertEquals(8, gauge.value());
    }

    @Test
    void timeComesFromTheTimeSource() {
        Timer timer = Timer.builder("jts.test.time").register(metrics);
        Timer.Sample sample = Timer.start(metrics);
        time.advance(Duration.ofSeconds(3));
        sample.stop(timer);
        assertEquals(3, timer.totalTime(TimeUnit.SECONDS));
    }

    @Test
    void theMachineIsMeasuredToo() {
        // One for each part of the heap, any of which may be empty.
        assertTrue(metrics.get("jvm.memory.used").tag("area", "heap").gauges().stream().mapToDouble(Gauge::value)
                .sum() > 0);
        assertTrue(metrics.get("jvm.threads.live").gauge().value() > 0);
    }
}
