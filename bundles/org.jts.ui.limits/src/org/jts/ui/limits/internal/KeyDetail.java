package org.jts.ui.limits.internal;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.limit.RequestLimiter;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.LimitWords;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;

/**
 * Everything about one key: who waits, whether the broker refuses, how long a bulk job would take, the last ten
 * minutes.
 */
final class KeyDetail {
    private static final Texts T = LimitsView.T;
    private static final int MOST_REQUESTS = 1_000_000;
    private static final int USUAL_REQUESTS = 1_000;

    private final LimitHistory history;
    private final Composite root;
    private final Label title;
    private final Label ban;
    private final Label facts;
    private final Label sharing;
    private final Map<Lane, Label> lanes = new EnumMap<>(Lane.class);
    private final Label forecast;
    private final HistoryChart chart;
    private Spinner requests;
    private Combo lane;

    KeyDetail(Composite parent, LimitHistory history) {
        this.history = history;
        root = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 6;
        layout.marginHeight = 4;
        layout.verticalSpacing = 4;
        root.setLayout(layout);
        title = label(root, "limits.title", true, 1);
        title.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        ban = label(root, "limits.ban", false, 1);
        ban.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        facts = label(root, "limits.facts", true, 2);
        laneRow();
        forecast = forecastRow();
        sharing = label(root, "limits.sharing", true, 2);
        chart = new HistoryChart(root);
        chart.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
    }

    /** @param key of the limiter to show; empty for none */
    void show(Optional<String> key) {
        MeteredLimit limiter = key.map(history.all()::get).orElse(null);
        chart.show(key.flatMap(history::ring).orElse(null), history.second());
        if (limiter == null) {
            Stream.of(title, ban, facts, sharing, forecast).forEach(label -> set(label, ""));
            lanes.values().forEach(label -> set(label, ""));
            return;
        }
        Palette palette = Palette.of(root);
        LimitUsage usage = limiter.usage();
        set(title, limiter.profile().name() + "  ·  " + key.orElseThrow());
        Updates.toolTip(title, T.format("title.tip", limiter.profile().source()));
        if (set(ban, usage.banned().map(LimitWords::blocked).orElse(""))) {
            root.layout(new Control[] {ban, title});
        }
        Updates.foreground(ban, palette.error());
        set(facts, T.format("facts", LimitWords.delay(usage.nextPermit()), number(usage.inFlight()),
                number(usage.refusals())));
        set(sharing, LimitWords.sharing(usage.sharing()));
        Updates.foreground(sharing, usage.sharing() == Sharing.FENCED ? palette.warning() : palette.muted());
        lanes.forEach((each, label) -> {
            int waiting = usage.waiting().getOrDefault(each, 0);
            set(label, T.format("lane.waiting", LimitWords.lane(each), number(waiting)));
            Updates.foreground(label, waiting > 0 ? palette.warning() : palette.muted());
        });
        showForecast(limiter);
    }

    private void showForecast(MeteredLimit limit) {
        if (limit instanceof RequestLimiter limiter) {
            Lane chosen = Lane.values()[Math.max(0, lane.getSelectionIndex())];
            set(forecast,
                    T.format("forecast.takes", LimitWords.delay(limiter.forecast(chosen, requests.getSelection()))));
        } else {
            set(forecast, T.get("forecast.remote"));
        }
    }

    private void laneRow() {
        Composite row = row(1 + Lane.values().length);
        Label caption = new Label(row, SWT.NONE);
        caption.setText(T.get("lanes"));
        for (Lane each : Lane.values()) {
            Label label = label(row, "limits.lane." + each, false, 1);
            GridData data = (GridData) label.getLayoutData();
            label.setText(T.format("lane.waiting", LimitWords.lane(each), "100"));
            // As wide as it ever gets: numbers that change must not push the others about.
            data.widthHint = label.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
            label.setText("");
            lanes.put(each, label);
        }
    }

    private Label forecastRow() {
        Composite row = row(4);
        Label caption = new Label(row, SWT.NONE);
        caption.setText(T.get("forecast"));
        requests = new Spinner(row, SWT.BORDER);
        requests.setData(DataTable.WIDGET_KEY, "limits.forecast.count");
        requests.setValues(USUAL_REQUESTS, 1, MOST_REQUESTS, 0, 100, 1000);
        lane = new Combo(row, SWT.READ_ONLY);
        lane.setData(DataTable.WIDGET_KEY, "limits.forecast.lane");
        lane.setItems(Stream.of(Lane.values()).map(LimitWords::lane).toArray(String[]::new));
        lane.select(Lane.HISTORY.ordinal());
        return label(row, "limits.forecast", true, 1);
    }

    private Composite row(int columns) {
        Composite row = new Composite(root, SWT.NONE);
        GridLayout layout = new GridLayout(columns, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 8;
        row.setLayout(layout);
        row.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
        return row;
    }

    /** Whoever fills the width has room for texts that grow: nothing is laid out anew when they change. */
    private static Label label(Composite parent, String id, boolean fill, int span) {
        Label label = new Label(parent, SWT.NONE);
        label.setData(DataTable.WIDGET_KEY, id);
        GridData data = new GridData(fill ? SWT.FILL : SWT.BEGINNING, SWT.CENTER, fill, false, span, 1);
        data.widthHint = fill ? 60 : SWT.DEFAULT;
        label.setLayoutData(data);
        return label;
    }

    private static boolean set(Label label, String text) {
        // A label takes an ampersand for a mnemonic.
        return Updates.text(label, text.replace("&", "&&"));
    }

    private static String number(long number) {
        return Formats.quantity(BigDecimal.valueOf(number));
    }
}
