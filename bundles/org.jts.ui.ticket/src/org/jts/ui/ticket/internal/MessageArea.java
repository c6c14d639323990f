package org.jts.ui.ticket.internal;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Updates;

/**
 * What the ticket tells: why the order cannot be sent, and what came of the last one. Its height is always the same, so
 * that no button moves when it has something to tell; what is longer can be scrolled to.
 */
final class MessageArea {
    private static final String LINES = "1\n2\n3";
    private static final int SPACING = 2;

    private final ScrolledComposite scroll;
    private final Composite body;
    private final Label reason;
    private final Label status;

    MessageArea(Composite parent) {
        scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        body = new Composite(scroll, SWT.NONE);
        GridLayout layout = new GridLayout();
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = SPACING;
        body.setLayout(layout);
        reason = label("ticket.reason");
        status = label("ticket.status");
        scroll.setContent(body);
        scroll.addListener(SWT.Resize, e -> fit());
    }

    private Label label(String id) {
        Label label = new Label(body, SWT.WRAP);
        label.setData(DataTable.WIDGET_KEY, id);
        label.setLayoutData(new GridData(SWT.FILL, SWT.BEGINNING, true, false));
        return label;
    }

    Control control() {
        return scroll;
    }

    int height() {
        String before = reason.getText();
        reason.setText(LINES);
        int height = reason.computeSize(SWT.DEFAULT, SWT.DEFAULT, true).y;
        reason.setText(before);
        return height + SPACING;
    }

    /** Why the order cannot be sent; empty when it can. */
    void reason(String text, Color color) {
        show(reason, text, color);
    }

    /** What came of the last order; empty for nothing. */
    void status(String text, Color color) {
        show(status, text, color);
    }

    private void show(Label label, String text, Color color) {
        Updates.foreground(label, color);
        if (Updates.text(label, text)) {
            label.setVisible(!text.isEmpty());
            ((GridData) label.getLayoutData()).exclude = text.isEmpty();
            fit();
            scroll.setOrigin(0, 0);
        }
    }

    private void fit() {
        int width = Math.max(1, scroll.getClientArea().width);
        scroll.setMinHeight(body.computeSize(width, SWT.DEFAULT, true).y);
        body.layout(true, true);
    }
}
