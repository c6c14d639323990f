package org.jts.ui.events.internal;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.event.EventLog;
import org.jts.api.event.Notice;
import org.jts.api.event.Severity;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Icons;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Refresher;
import org.jts.ui.kit.Texts;
import org.jts.ui.view.ViewControl;

/** A filter, the table, and beside it all that is known of the selected notice. */
final class EventsControl implements ViewControl {
    private static final Texts T = EventsView.T;
    private static final Duration REFRESH = Duration.ofMillis(200);

    private final EventLog log;
    private final Subscription subscription;
    private final DataTable<Notice> table;
    private final Map<Severity, Image> images;
    private final SashForm sash;
    private Combo severity;
    private Text search;
    private Text detail;

    EventsControl(Composite parent, EventLog log) {
        this.log = log;
        Composite root = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout();
        layout.marginWidth = 4;
        layout.marginHeight = 4;
        layout.verticalSpacing = 4;
        root.setLayout(layout);
        images = Map.of(Severity.INFO, icon(root, "info"), Severity.WARNING, icon(root, "warning"), Severity.ERROR,
                icon(root, "error"));
        filterRow(root);
        sash = new SashForm(root, SWT.HORIZONTAL);
        sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        table = table(sash);
        detail(sash);
        sash.setWeights(68, 32);
        showDetail(Optional.empty());
        Refresher refresher = new Refresher(root, REFRESH, this::paint);
        severity.addListener(SWT.Selection, e -> paint());
        search.addListener(SWT.Modify, e -> paint());
        subscription = log.listen(refresher::request);
        paint();
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }

    @Override
    public void dispose() {
        subscription.close();
    }

    private void filterRow(Composite root) {
        Composite row = new Composite(root, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        row.setLayout(layout);
        row.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        severity = new Combo(row, SWT.READ_ONLY);
        severity.setItems(T.get("filter.all"), T.get("filter.warning"), T.get("filter.error"));
        severity.select(0);
        severity.setData(DataTable.WIDGET_KEY, "events.severity");
        search = new Text(row, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        search.setMessage(T.get("filter.text"));
        search.setData(DataTable.WIDGET_KEY, "events.search");
        search.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
    }

    private DataTable<Notice> table(Composite parent) {
        DataTable<Notice> events = new DataTable<>(parent, SWT.MULTI, "events.table", notice -> notice);
        events.column("severity", T.get("column.severity"), 80, SWT.LEFT, EventsControl::word)
                .image(notice -> images.get(notice.severity())).color(this::color)
                .sortBy(Comparator.comparing(Notice::severity));
        events.column("time", T.get("column.time"), 110, SWT.LEFT, notice -> Formats.time(notice.time(), Formats.SEOUL))
                .sortBy(Comparator.comparing(Notice::time));
        events.column("source", T.get("column.source"), 90, SWT.LEFT, EventsControl::source)
                .sortBy(Comparator.comparing(EventsControl::source));
        events.column("broker", T.get("column.broker"), 80, SWT.LEFT, EventsControl::broker)
                .sortBy(Comparator.comparing(EventsControl::broker));
        events.column("text", T.get("column.text"), 300, SWT.LEFT, Notice::text).color(this::color).stretch()
                .sortBy(Comparator.comparing(Notice::text));
        events.emptyText(T.get("empty"));
        events.onSelect(this::showDetail);
        return events;
    }

    private void detail(Composite parent) {
        detail = new Text(parent, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        detail.setData(DataTable.WIDGET_KEY, "events.detail");
    }

    private void paint() {
        Severity least = Severity.values()[Math.max(0, severity.getSelectionIndex())];
        String wanted = search.getText().strip().toLowerCase(Locale.ROOT);
        List<Notice> rows = log.notices().reversed().stream()
                .filter(notice -> notice.severity().compareTo(least) >= 0 && matches(notice, wanted)).toList();
        table.setRows(rows);
    }

    private void showDetail(Optional<Notice> selected) {
        detail.setText(selected.map(EventsControl::describe).orElse(""));
        // Until there is something to tell, what happened has the whole width.
        sash.setMaximizedControl(selected.isPresent() ? null : table.control());
    }

    private static String describe(Notice notice) {
        String head = T.format("detail.head", Formats.dateTime(notice.time(), Formats.SEOUL), word(notice),
                source(notice) + (notice.broker().isPresent() ? ", " + broker(notice) : ""));
        return head + "\n\n" + notice.text() + (notice.detail().isEmpty() ? "" : "\n\n" + notice.detail());
    }

    private static boolean matches(Notice notice, String wanted) {
        return wanted.isEmpty() || contains(notice.text(), wanted) || contains(source(notice), wanted)
                || contains(broker(notice), wanted) || contains(notice.detail(), wanted);
    }

    private static boolean contains(String text, String wanted) {
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }

    /** The part of the workstation that tells, in the trader's words where it is one of ours. */
    private static String source(Notice notice) {
        return switch (notice.source()) {
            case "accounts" -> T.get("source.accounts");
            case "audit" -> T.get("source.audit");
            case "connection" -> T.get("source.connection");
            case "import" -> T.get("source.import");
            case "market" -> T.get("source.market");
            case "ratelimit", "ratelimit.redis" -> T.get("source.limits");
            case "server" -> T.get("source.server");
            case "storage" -> T.get("source.storage");
            case "trading" -> T.get("source.trading");
            default -> notice.source();
        };
    }

    private static String broker(Notice notice) {
        return notice.broker().map(BrokerId::value).orElse("");
    }

    private static String word(Notice notice) {
        return switch (notice.severity()) {
            case INFO -> T.get("severity.info");
            case WARNING -> T.get("severity.warning");
            case ERROR -> T.get("severity.error");
        };
    }

    private Color color(Notice notice) {
        Palette palette = Palette.of(table.control());
        return switch (notice.severity()) {
            case INFO -> null;
            case WARNING -> palette.warning();
            case ERROR -> palette.error();
        };
    }

    private static Image icon(Composite owner, String name) {
        return Icons.get(owner, EventsView.class, "icons/" + name + ".png");
    }
}
