package org.jts.ui.chart.internal;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jts.api.market.Timeframe;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;

/** One button per timeframe; what the broker does not have is greyed. The choice is remembered over restarts. */
final class TimeframeBar {
    private static final Texts T = Texts.of(TimeframeBar.class);
    private static final String NODE = "org.jts.ui.chart";
    private static final String KEY = "timeframe";

    private final Map<Timeframe, ToolItem> items = new EnumMap<>(Timeframe.class);
    private final ToolBar bar;
    private Timeframe selected;

    TimeframeBar(Composite parent, Runnable onChange) {
        bar = new ToolBar(parent, SWT.FLAT);
        bar.setData("org.eclipse.swtbot.widget.key", "chart.timeframe");
        selected = Timeframe.ofCode(InstanceScope.INSTANCE.getNode(NODE).get(KEY, "")).orElse(Timeframe.DAY_1);
        for (Timeframe timeframe : Timeframe.values()) {
            ToolItem item = new ToolItem(bar, SWT.RADIO);
            item.setText(name(timeframe));
            item.setData("org.eclipse.swtbot.widget.key", "chart.timeframe." + timeframe.code());
            item.setSelection(timeframe == selected);
            item.addListener(SWT.Selection, e -> {
                if (item.getSelection() && selected != timeframe) {
                    selected = timeframe;
                    InstanceScope.INSTANCE.getNode(NODE).put(KEY, timeframe.code());
                    paint();
                    onChange.run();
                }
            });
            items.put(timeframe, item);
        }
    }

    Timeframe selected() {
        return selected;
    }

    /** @param available of the broker; empty when it is not known, then all may be chosen: the store may have some */
    void offer(Set<Timeframe> available) {
        items.forEach((timeframe, item) -> {
            boolean offered = available.isEmpty() || available.contains(timeframe);
            item.setEnabled(offered);
            item.setToolTipText(offered ? null : T.get("timeframe.unavailable"));
        });
        if (!available.isEmpty() && !available.contains(selected)) {
            items.get(selected).setSelection(false);
            selected = available.contains(Timeframe.DAY_1) ? Timeframe.DAY_1 : available.iterator().next();
            items.get(selected).setSelection(true);
        }
        paint();
    }

    /** Makes the chosen one stand out in every theme. */
    void paint() {
        Palette palette = Palette.of(bar);
        items.forEach((timeframe, item) -> item.setForeground(timeframe == selected ? palette.accent() : null));
    }

    String name(Timeframe timeframe) {
        return switch (timeframe) {
            case MINUTE_1 -> T.get("timeframe.1m");
            case MINUTE_5 -> T.get("timeframe.5m");
            case MINUTE_15 -> T.get("timeframe.15m");
            case MINUTE_30 -> T.get("timeframe.30m");
            case HOUR_1 -> T.get("timeframe.1h");
            case HOUR_4 -> T.get("timeframe.4h");
            case DAY_1 -> T.get("timeframe.1d");
            case WEEK_1 -> T.get("timeframe.1w");
            case MONTH_1 -> T.get("timeframe.1M");
        };
    }
}
