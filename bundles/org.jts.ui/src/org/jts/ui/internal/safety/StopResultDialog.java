package org.jts.ui.internal.safety;

import java.util.List;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.jts.api.order.OrderOutcome;
import org.jts.api.trading.StopResult;
import org.jts.ui.internal.UiTexts;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;

/** What came of the cancel of each order when trading was stopped; those that may still trade come first. */
final class StopResultDialog extends Dialog {
    private static final Texts T = UiTexts.TEXTS;
    private static final int WIDTH = 720;
    private static final int HEIGHT = 220;

    private final List<StopResult> results;

    StopResultDialog(Shell parent, List<StopResult> results) {
        super(parent);
        this.results = results.stream().sorted((a, b) -> Boolean.compare(isCancelled(a), isCancelled(b))).toList();
        setShellStyle((getShellStyle() | SWT.RESIZE) & ~SWT.APPLICATION_MODAL);
        setBlockOnOpen(false);
    }

    private static boolean isCancelled(StopResult result) {
        return result.outcome() instanceof OrderOutcome.Accepted;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(T.get("stopped.title"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Palette palette = Palette.of(area);
        long left = results.stream().filter(r -> !isCancelled(r)).count();
        Label summary = new Label(area, SWT.WRAP);
        summary.setData(DataTable.WIDGET_KEY, "stopped.summary");
        summary.setText(results.isEmpty() ? T.get("stopped.none") : left == 0
                ? T.format("stopped.all", results.size()) : T.format("stopped.left", left, results.size()));
        Updates.foreground(summary, left == 0 ? palette.text() : palette.error());
        GridData place = new GridData(SWT.FILL, SWT.CENTER, true, false);
        place.widthHint = WIDTH;
        summary.setLayoutData(place);
        if (!results.isEmpty()) {
            table(area, palette);
        }
        return area;
    }

    private void table(Composite area, Palette palette) {
        Table table = new Table(area, SWT.FULL_SELECTION | SWT.BORDER);
        table.setData(DataTable.WIDGET_KEY, "stopped.table");
        table.setHeaderVisible(true);
        GridData place = new GridData(SWT.FILL, SWT.FILL, true, true);
        place.heightHint = HEIGHT;
        table.setLayoutData(place);
        column(table, T.get("stopped.order"), 130);
        column(table, T.get("stopped.account"), 130);
        column(table, T.get("stopped.symbol"), 110);
        column(table, T.get("stopped.result"), 340);
        for (StopResult result : results) {
            TableItem item = new TableItem(table, SWT.NONE);
            item.setText(new String[] {result.order().key(), result.order().account().toString(),
                result.order().order().symbol().toString(), say(result.outcome())});
            item.setForeground(3, isCancelled(result) ? palette.good() : palette.error());
        }
    }

    private static void column(Table table, String text, int width) {
        TableColumn column = new TableColumn(table, SWT.LEFT);
        column.setText(text);
        column.setWidth(width);
    }

    private static String say(OrderOutcome outcome) {
        return switch (outcome) {
            case OrderOutcome.Accepted a -> "✔ " + T.get("stopped.cancelled");
            case OrderOutcome.Rejected r -> "✖ " + T.format("stopped.rejected", r.text());
            case OrderOutcome.NotSent n -> "✖ " + T.format("stopped.notSent", n.why());
            case OrderOutcome.Unknown u -> "✖ " + T.format("stopped.unknown", u.why());
        };
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, T.get("close"), true).setData(DataTable.WIDGET_KEY,
                "stopped.close");
    }
}
