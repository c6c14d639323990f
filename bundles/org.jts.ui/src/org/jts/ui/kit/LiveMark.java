package org.jts.ui.kit;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;

/**
 * Says whether real money is at stake, by a word, by colour, and by shape for whoever sees no colour: real money is a
 * filled block between hatched ends, paper is an empty frame. UI thread only.
 *
 * @since 1.1
 */
public final class LiveMark extends Canvas {
    private static final int MARGIN = 4;
    private static final int HATCH = 14;
    private static final int STEP = 6;

    /** What is said. */
    private enum Kind { NONE, PAPER, LIVE }

    private Kind kind = Kind.NONE;
    private String text = "";

    /** @param id for tests and scripts */
    public LiveMark(Composite parent, String id) {
        super(parent, SWT.DOUBLE_BUFFERED);
        setData(DataTable.WIDGET_KEY, id);
        setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        addListener(SWT.Paint, e -> paint(e.gc));
        Palette.onChange(this, this::redraw);
        getAccessible().addAccessibleListener(new org.eclipse.swt.accessibility.AccessibleAdapter() {
            @Override
            public void getName(org.eclipse.swt.accessibility.AccessibleEvent e) {
                e.result = text;
            }
        });
    }

    /** Real money. @return whether it needs another size */
    public boolean showLive(String words) {
        return show(Kind.LIVE, words);
    }

    /** Simulated trading. @return whether it needs another size */
    public boolean showPaper(String words) {
        return show(Kind.PAPER, words);
    }

    /** It is not known, or there is no account. @return whether it needs another size */
    public boolean showNothing(String words) {
        return show(Kind.NONE, words);
    }

    /** What it says. */
    public String getText() {
        return text;
    }

    /** Whether it says that real money is at stake. */
    public boolean isLive() {
        return kind == Kind.LIVE;
    }

    private boolean show(Kind newKind, String words) {
        if (newKind == kind && words.equals(text)) {
            return false;
        }
        boolean resized = !words.equals(text) || newKind != kind;
        kind = newKind;
        text = words;
        setToolTipText(words);
        redraw();
        return resized;
    }

    @Override
    public Point computeSize(int width, int height, boolean changed) {
        GC gc = new GC(this);
        Point size = gc.textExtent(text.isEmpty() ? "X" : text);
        gc.dispose();
        int wanted = size.x + 2 * MARGIN + (kind == Kind.LIVE ? 2 * HATCH : 0);
        return new Point(width == SWT.DEFAULT ? wanted : width, height == SWT.DEFAULT ? size.y + 2 : height);
    }

    private void paint(GC gc) {
        Palette palette = Palette.of(this);
        Rectangle area = getClientArea();
        Color strong = kind == Kind.LIVE ? palette.error() : kind == Kind.PAPER ? palette.good() : palette.muted();
        Color back = palette.background();
        gc.setBackground(kind == Kind.LIVE ? strong : back);
        gc.fillRectangle(area);
        if (kind == Kind.LIVE) {
            hatch(gc, new Rectangle(area.x, area.y, HATCH, area.height), back);
            hatch(gc, new Rectangle(area.x + area.width - HATCH, area.y, HATCH, area.height), back);
        } else {
            gc.setForeground(strong);
            gc.drawRectangle(area.x, area.y, area.width - 1, area.height - 1);
        }
        gc.setClipping(area);
        gc.setForeground(kind == Kind.LIVE ? back : strong);
        Point size = gc.textExtent(text);
        gc.drawText(text, Math.max(MARGIN, (area.width - size.x) / 2), (area.height - size.y) / 2, true);
    }

    private static void hatch(GC gc, Rectangle area, Color color) {
        gc.setClipping(area);
        gc.setForeground(color);
        gc.setLineWidth(2);
        for (int x = area.x - area.height; x < area.x + area.width; x += STEP) {
            gc.drawLine(x, area.y + area.height, x + area.height, area.y);
        }
        gc.setLineWidth(1);
    }
}
