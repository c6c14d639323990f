package org.jts.ui.kit;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.graphics.TextLayout;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Table;

/** What is written into the middle of a table without rows. */
final class TableHint {
    private static final int MARGIN = 8;

    private final Table table;
    private final Listener painter = this::paint;
    private String text = "";
    private boolean shown;

    TableHint(Table table) {
        this.table = table;
        show(true);
    }

    void say(String hint) {
        if (!hint.equals(text)) {
            text = hint;
            table.redraw();
        }
    }

    /** The toolkit prepares a lot for somebody who paints, so nobody does while there are rows. */
    void show(boolean empty) {
        if (empty == shown) {
            return;
        }
        shown = empty;
        if (empty) {
            table.addListener(SWT.Paint, painter);
        } else {
            table.removeListener(SWT.Paint, painter);
        }
        table.redraw();
    }

    /** In as many lines as a narrow table needs. */
    private void paint(Event event) {
        Rectangle area = table.getClientArea();
        TextLayout lines = new TextLayout(table.getDisplay());
        try {
            lines.setFont(table.getFont());
            lines.setText(text);
            lines.setAlignment(SWT.CENTER);
            lines.setWidth(Math.max(1, area.width - 2 * MARGIN));
            int y = Math.max(table.getHeaderHeight() + MARGIN, (area.height - lines.getBounds().height) / 2);
            event.gc.setForeground(Palette.of(table).muted());
            lines.draw(event.gc, MARGIN, y);
        } finally {
            lines.dispose();
        }
    }
}
