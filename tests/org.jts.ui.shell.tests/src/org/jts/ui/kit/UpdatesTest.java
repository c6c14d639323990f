package org.jts.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Label;
import org.jts.ui.kit.Palette.Convention;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpdatesTest {
    private OnUi ui;

    @BeforeEach
    void open() {
        ui = new OnUi(100, 100);
        ui.open();
    }

    @AfterEach
    void close() {
        ui.close();
    }

    @Test
    void aTextIsSetOnceAndTellsWhetherItIsAnother() {
        OnUi.run(d -> {
            Label label = new Label(ui.shell(), SWT.NONE);
            assertTrue(Updates.text(label, "a"));
            assertFalse(Updates.text(label, "a"));
            assertTrue(Updates.text(label, "b"));
            assertEquals("b", label.getText());
        });
    }

    @Test
    void aColourIsSetOnceAndAgainUnderAnotherTheme() {
        AtomicInteger sets = new AtomicInteger();
        OnUi.run(d -> {
            Canvas canvas = new Canvas(ui.shell(), SWT.NONE) {
                @Override
                public void setBackground(Color color) {
                    sets.incrementAndGet();
                    super.setBackground(color);
                }
            };
            Color red = new Color(200, 0, 0);
            boolean dark = Palette.of(d).dark();
            Updates.background(canvas, red);
            Updates.background(canvas, red);
            assertEquals(1, sets.get());
            Palette.use(d, !dark, Convention.KOREAN);
            Updates.background(canvas, red);
            assertEquals(2, sets.get(), "the theme engine may have set another one");
            Palette.use(d, dark, Convention.KOREAN);
        });
    }

    @Test
    void aColourThatTheThemeEngineCoveredIsSetAgain() {
        AtomicInteger sets = new AtomicInteger();
        Canvas[] canvas = new Canvas[1];
        Color red = new Color(200, 0, 0);
        OnUi.run(d -> {
            canvas[0] = new Canvas(ui.shell(), SWT.NONE) {
                @Override
                public void setForeground(Color color) {
                    sets.incrementAndGet();
                    super.setForeground(color);
                }
            };
            Updates.foreground(canvas[0], red);
            assertEquals(1, sets.get());
        });
        // A new widget is given the style sheet's colours before the next event is dispatched.
        OnUi.run(d -> Updates.foreground(canvas[0], red));
        assertEquals(2, sets.get());
    }
}
