package org.jts.ui.internal.imports;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.jts.api.store.CandleImport.ImportReport;
import org.jts.api.store.CandleImport.RefusedRow;
import org.jts.api.store.StoredSeries;
import org.jts.ui.internal.UiTexts;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Texts;

/** What an import did: how much was stored, and each refused row with its reason. */
public final class ImportReportDialog extends Dialog {
    private static final Texts T = UiTexts.TEXTS;
    private static final int COPY = IDialogConstants.CLIENT_ID;
    private static final int SERIES_SHOWN = 4;

    private final List<ImportReport> reports;
    private final List<Row> rows;

    /** A refused row and where it stands. */
    private record Row(int file, String fileName, RefusedRow refused) {
    }

    public ImportReportDialog(Shell parent, List<ImportReport> reports) {
        super(parent);
        this.reports = reports;
        this.rows = IntStream.range(0, reports.size()).boxed()
                .flatMap(i -> reports.get(i).refused().stream()
                        .map(row -> new Row(i, reports.get(i).file().getFileName().toString(), row)))
                .toList();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(T.get("import.title"));
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected Point getInitialSize() {
        return rows.isEmpty() ? super.getInitialSize() : new Point(860, 520);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Label summary = new Label(area, SWT.WRAP);
        summary.setData(DataTable.WIDGET_KEY, "import.summary");
        summary.setText(summary());
        summary.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        Text series = new Text(area, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP);
        series.setText(seriesText());
        series.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        if (!rows.isEmpty()) {
            Label caption = new Label(area, SWT.NONE);
            caption.setText(T.get("import.refused"));
            refusedTable(area);
        } else if (reports.stream().noneMatch(ImportReport::cancelled)) {
            new Label(area, SWT.NONE).setText(T.get("import.refused.none"));
        }
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        if (!rows.isEmpty()) {
            createButton(parent, COPY, T.get("import.copy"), false).setData(DataTable.WIDGET_KEY, "import.copy");
        }
        Button close = createButton(parent, IDialogConstants.OK_ID, T.get("import.close"), true);
        close.setData(DataTable.WIDGET_KEY, "import.close");
    }

    @Override
    protected void buttonPressed(int id) {
        if (id == COPY) {
            Clipboard clipboard = new Clipboard(getShell().getDisplay());
            clipboard.setContents(new Object[] {refusedAsText()}, new Transfer[] {TextTransfer.getInstance()});
            clipboard.dispose();
        } else {
            super.buttonPressed(id);
        }
    }

    private void refusedTable(Composite area) {
        DataTable<Row> table = new DataTable<>(area, SWT.MULTI | SWT.BORDER, "import.refused",
                row -> row.file() + ":" + row.refused().line());
        if (reports.size() > 1) {
            table.column("file", T.get("import.column.file"), 130, SWT.LEFT, Row::fileName)
                    .sortBy(Comparator.comparing(Row::fileName));
        }
        table.column("line", T.get("import.column.line"), 70, SWT.RIGHT, row -> Long.toString(row.refused().line()))
                .sortBy(Comparator.comparingLong(row -> row.refused().line()));
        table.column("reason", T.get("import.column.reason"), 380, SWT.LEFT, row -> row.refused().reason())
                .sortBy(Comparator.comparing(row -> row.refused().reason()));
        table.column("text", T.get("import.column.text"), 260, SWT.LEFT, row -> row.refused().text()).stretch();
        table.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        table.setRows(rows);
    }

    private String summary() {
        if (reports.stream().anyMatch(ImportReport::cancelled)) {
            return T.get("import.cancelled");
        }
        int accepted = reports.stream().mapToInt(ImportReport::accepted).sum();
        return reports.size() == 1 ? T.format("import.summary", accepted, rows.size())
                : T.format("import.summary.files", accepted, rows.size(), reports.size());
    }

    private String seriesText() {
        List<StoredSeries> series = reports.stream().flatMap(report -> report.series().stream()).toList();
        String text = series.stream().limit(SERIES_SHOWN)
                .map(it -> T.format("import.series", it.symbol(), it.timeframe().code(), it.count(),
                        Formats.date(it.first(), Formats.SEOUL), Formats.date(it.last(), Formats.SEOUL)))
                .collect(Collectors.joining("\n"));
        return series.size() > SERIES_SHOWN ? text + "\n…" : text;
    }

    private String refusedAsText() {
        return rows.stream()
                .map(row -> row.fileName() + "\t" + row.refused().line() + "\t" + row.refused().reason() + "\t"
                        + row.refused().text().replace('\t', ' '))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
