package org.jts.console.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;

/** {@code metrics:…} */
@Component(service = MetricsCommands.class, immediate = true)
public final class MetricsCommands {

    private final CommandSet commands;
    private final ComponentServiceObjects<MeterRegistry> registries;

    @Activate
    public MetricsCommands(BundleContext context, @Reference ComponentServiceObjects<MeterRegistry> registries) {
        this.registries = registries;
        commands = new CommandSet(context, "metrics").add("show", this::show);
    }

    @Deactivate
    void close() {
        commands.close();
    }

    private void show(Call call) throws CommandException {
        String prefix = call.args().nextIfAny().orElse("");
        call.args().end();
        MeterRegistry registry = registries.getService();
        try {
            call.print(report(registry, prefix));
        } finally {
            registries.ungetService(registry);
        }
    }

    private static Report report(MeterRegistry registry, String prefix) {
        Report report = new Report("Nothing is measured under that name.", "name", "tags", "statistic", "value");
        List<Meter> meters = new ArrayList<>(registry.getMeters());
        meters.removeIf(meter -> !meter.getId().getName().startsWith(prefix));
        meters.sort(Comparator.comparing((Meter meter) -> meter.getId().getName())
                .thenComparing(MetricsCommands::tags));
        meters.forEach(meter -> add(report, meter));
        return report;
    }

    private static void add(Report report, Meter meter) {
        String name = meter.getId().getName();
        for (Measurement measurement : meter.measure()) {
            report.row(name, tags(meter), measurement.getStatistic().name().toLowerCase(Locale.ROOT),
                    number(measurement.getValue()));
        }
        if (meter instanceof Timer timer) {
            for (CountAtBucket bucket : timer.takeSnapshot().histogramCounts()) {
                report.row(name, tags(meter), "within %s s".formatted(number(bucket.bucket(TimeUnit.SECONDS))
                        .toPlainString()),
                        number(bucket.count()));
            }
        }
    }

    private static String tags(Meter meter) {
        return meter.getId().getTags().stream().map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(" "));
    }

    /** @return null for what has no value at present */
    private static BigDecimal number(double value) {
        if (!Double.isFinite(value)) {
            return null;
        }
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }
}
