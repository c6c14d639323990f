package org.jts.ui.ticket.internal;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Sash;
import org.osgi.service.prefs.BackingStoreException;
import org.osgi.service.prefs.Preferences;

/**
 * Places the form and the order book: below each other, or side by side where it is wide. Below each other the form has
 * the height that it needs and the book the rest, until the user moves the sash: then it stays where it was put.
 */
final class TicketLayout {
    private static final int BESIDE_WIDTH = 620;
    /** The least that is left to the book: two levels of each side. */
    private static final int LEAST_BOOK = 110;
    private static final int WHOLE = 1000;
    private static final String WATCHED = TicketLayout.class.getName();

    private final Preferences preferences = InstanceScope.INSTANCE.getNode("org.jts.ui.ticket");
    private final SashForm root;
    private final ScrolledComposite scroll;

    TicketLayout(Composite parent) {
        root = new SashForm(parent, SWT.VERTICAL);
        scroll = new ScrolledComposite(root, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        root.addListener(SWT.Resize, e -> arrange());
        scroll.addListener(SWT.Resize, e -> fitForm(scroll.getClientArea().width));
    }

    SashForm root() {
        return root;
    }

    /** The parent of the form. */
    ScrolledComposite scroll() {
        return scroll;
    }

    /** To be called when the form and the book are there, and when the form needs another height. */
    void arrange() {
        if (scroll.getContent() == null || root.getClientArea().height <= 0) {
            return;
        }
        int wanted = root.getClientArea().width >= BESIDE_WIDTH ? SWT.HORIZONTAL : SWT.VERTICAL;
        if (root.getOrientation() != wanted) {
            root.setOrientation(wanted);
        }
        boolean below = wanted == SWT.VERTICAL;
        // below each other the form has the width of both, also before it is given it
        int height = fitForm(below ? root.getClientArea().width : scroll.getClientArea().width);
        int share = preferences.getInt(key(), below ? neededShare(height) : WHOLE / 2);
        if (share != root.getWeights()[0]) {
            root.setWeights(share, WHOLE - share);
        }
        watchSash();
    }

    /** Never wider than its room: what does not fit is broken into lines. */
    private int fitForm(int width) {
        if (!(scroll.getContent() instanceof Composite form)) {
            return 0;
        }
        int height = form.computeSize(Math.max(1, width), SWT.DEFAULT, true).y;
        scroll.setMinSize(1, height);
        form.layout(true, true);
        return height;
    }

    private int neededShare(int formHeight) {
        int height = root.getClientArea().height;
        int most = Math.max(height / 2, height - LEAST_BOOK - root.getSashWidth());
        // rounded up: a form that lacks a pixel gets a scroll bar
        return Math.min(WHOLE - 1, (Math.min(formHeight, most) * WHOLE + height - 1) / height);
    }

    /** The form of two parts makes its sash when it is laid out. */
    private void watchSash() {
        for (Control child : root.getChildren()) {
            if (child instanceof Sash sash && sash.getData(WATCHED) == null) {
                sash.setData(WATCHED, Boolean.TRUE);
                sash.addListener(SWT.Selection, e -> keep(root.getWeights()[0]));
            }
        }
    }

    private void keep(int share) {
        preferences.putInt(key(), share);
        try {
            preferences.flush();
        } catch (BackingStoreException e) {
            org.eclipse.core.runtime.ILog.of(TicketLayout.class)
                    .warn("The place of the sash could not be saved: " + e, e);
        }
    }

    private String key() {
        return root.getOrientation() == SWT.VERTICAL ? "sash.below" : "sash.beside";
    }
}
