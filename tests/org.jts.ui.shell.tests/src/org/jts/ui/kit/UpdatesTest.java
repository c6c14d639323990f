package org.jts.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.PlatformUI;
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
            assertEquals(2, sets.get(), "what shines through may have changed");
            Palette.use(d, dark, Convention.KOREAN);
        });
    }

    @Test
    void theThemeEngineLeavesAColourAlone() {
        Color red = new Color(200, 0, 0);
        OnUi.run(d -> {
            Label label = new Label(ui.shell(), SWT.NONE);
            Updates.foreground(label, red);
            Updates.background(label, red);
            IThemeEngine engine = PlatformUI.getWorkbench().getService(IThemeEngine.class);
            engine.applyStyles(ui.shell(), true);
            assertEquals(red, label.getForeground());
            assertEquals(red, label.getBackground());
        });
    }
}
