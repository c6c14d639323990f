package org.jts.ui.limits.internal;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jts.api.connection.BrokerRegistry;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Refresher;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;
import org.jts.ui.view.ViewControl;

/**
 * All windows in a table, and everything about the key that is selected; beside each other where that fits, else below.
 */
final class LimitsControl implements ViewControl {
    private static final int REFRESH_MILLIS = 250;
    private static final double BESIDE_FROM = 2.6;
    private static final int INDENT = 6;
    private static final Texts T = LimitsView.T;

    private final BrokerRegistry registry;
    private final LimitHistory history;
    private final Composite root;
    private final Label unknown;
    private final SashForm sash;
    private final WindowTable windows;
    private final KeyDetail detail;
    private final Refresher refresher;

    LimitsControl(Composite parent, BrokerRegistry registry, LimitHistory history) {
        this.registry = registry;
        this.history = history;
        root = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 0;
        root.setLayout(layout);
        unknown = new Label(root, SWT.WRAP);
        unknown.setData(DataTable.WIDGET_KEY, "limits.unknown");
        unknown.setVisible(false);
        GridData hidden = new GridData(SWT.FILL, SWT.CENTER, true, false);
        hidden.exclude = true;
        hidden.horizontalIndent = INDENT;
        unknown.setLayoutData(hidden);
        sash = new SashForm(root, SWT.VERTICAL);
        sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        windows = new WindowTable(sash);
        detail = new KeyDetail(sash, history);
        sash.setWeights(42, 58);
        root.addListener(SWT.Resize, e -> orient());
        windows.table().onSelect(row -> showDetail());
        refresher = new Refresher(root, Duration.ofMillis(REFRESH_MILLIS), this::refresh);
        Palette.onChange(root, refresher::request);
        refresher.request();
    }

    @Override
    public void setFocus() {
        windows.table().setFocus();
    }

    private void refresh() {
        // First: what fails here must not stop the clock.
        root.getDisplay().timerExec(REFRESH_MILLIS, refresher::request);
        show();
    }

    /** Brings up what is used now. */
    void show() {
        List<WindowRow> rows = WindowRow.of(registry.brokers(), history);
        windows.table().setRows(rows);
        showUnknown();
        showDetail();
    }

    /** Which brokers' limits nobody can tell now: that the table lacks them does not mean that there are none. */
    private void showUnknown() {
        List<String> lines = registry.brokers().stream().flatMap(broker -> history.unknown(broker.id()).stream()
                .map(keeper -> keeper.lastSaid().map(said -> T.format("unknown.said", broker.name(),
                        Formats.time(said.at(), Formats.SEOUL, history.now())))
                        .orElseGet(() -> T.format("unknown.never", broker.name())))).toList();
        boolean isShown = !lines.isEmpty();
        // A label takes an ampersand for a mnemonic.
        boolean changed = Updates.text(unknown, String.join("\n", lines).replace("&", "&&"));
        Updates.foreground(unknown, Palette.of(root).warning());
        if (changed) {
            unknown.setVisible(isShown);
            ((GridData) unknown.getLayoutData()).exclude = !isShown;
            root.layout();
        }
    }

    /** Of the selected row; before there is a selection, the key that is closest to its limit is selected. */
    private void showDetail() {
        if (windows.table().selection().isEmpty()) {
            windows.table().rows().stream().max(Comparator.comparingInt(WindowRow::share))
                    .ifPresent(row -> windows.table().select(row.id()));
        }
        detail.show(windows.table().selection().map(WindowRow::key));
    }

    private void orient() {
        Point size = root.getSize();
        int wanted = size.x > size.y * BESIDE_FROM ? SWT.HORIZONTAL : SWT.VERTICAL;
        if (size.x > 0 && size.y > 0 && sash.getOrientation() != wanted) {
            sash.setOrientation(wanted);
            sash.setWeights(wanted == SWT.HORIZONTAL ? new int[] {58, 42} : new int[] {42, 58});
        }
    }
}
