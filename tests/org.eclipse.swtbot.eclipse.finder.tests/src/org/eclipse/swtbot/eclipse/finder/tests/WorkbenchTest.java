package org.eclipse.swtbot.eclipse.finder.tests;

import static org.eclipse.swtbot.eclipse.finder.matchers.WidgetMatcherFactory.withTitle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.eclipse.swt.widgets.Shell;
import org.eclipse.swtbot.eclipse.finder.SWTWorkbenchBot;
import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotView;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.utils.SWTBotPreferences;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotToolbarToggleButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkbenchTest {

    private final SWTWorkbenchBot bot = new SWTWorkbenchBot();
    private long timeoutBefore;

    @BeforeEach
    void showTheSamplePerspective() {
        timeoutBefore = SWTBotPreferences.TIMEOUT;
        bot.perspectiveByLabel("Sample trading").activate();
        bot.resetActivePerspective();
        SampleView.HEARD.clear();
    }

    @AfterEach
    void restore() {
        SWTBotPreferences.TIMEOUT = timeoutBefore;
        bot.closeAllShells();
    }

    private static void expectNothing() {
        SWTBotPreferences.TIMEOUT = 150;
    }

    @Test
    void viewsAreFoundByTitleAndId() {
        assertEquals("Sample orders", bot.viewByTitle("Sample orders").getTitle());
        assertEquals("Sample fills", bot.viewById("sample.fills").getTitle());
        assertEquals("sample.fills", bot.view(withTitle("Sample fills")).getViewReference().getId());
        assertEquals(2, bot.views().stream().filter(view -> view.getTitle().startsWith("Sample")).count());
        assertEquals(1, bot.views(withTitle("Sample orders")).size());
    }

    @Test
    void aMissingViewSaysWhichOnesAreOpen() {
        expectNothing();
        var e = assertThrows(WidgetNotFoundException.class, () -> bot.viewByTitle("Positions"));
        assertTrue(e.getMessage().contains("'Positions'") && e.getMessage().contains("'Sample orders'"),
                e.getMessage());
        assertThrows(WidgetNotFoundException.class, () -> bot.viewById("sample.none"));
    }

    @Test
    void aViewIsShownAndItsWidgetsAreFoundInItAlone() {
        SWTBotView orders = bot.viewByTitle("Sample orders");
        SWTBotView fills = bot.viewByTitle("Sample fills");
        fills.show();
        assertTrue(fills.isActive());
        assertEquals("Sample fills", bot.activeView().getTitle());
        fills.bot().button("In Sample fills").click();
        orders.setFocus();
        assertFalse(fills.isActive());
        assertTrue(orders.isActive());
        orders.bot().button().click();
        assertEquals(List.of("button Sample fills", "button Sample orders"), SampleView.HEARD);
        expectNothing();
        assertThrows(WidgetNotFoundException.class, () -> orders.bot().button("In Sample fills"));
    }

    @Test
    void aViewCloses() {
        bot.viewByTitle("Sample fills").close();
        expectNothing();
        assertThrows(WidgetNotFoundException.class, () -> bot.viewByTitle("Sample fills"));
    }

    @Test
    void theToolBarOfAViewIsUsed() {
        SWTBotView orders = bot.viewByTitle("Sample orders");
        orders.show();
        assertEquals(List.of("Cancel tip", "Follow tip"),
                orders.getToolbarButtons().stream().map(button -> button.getToolTipText()).toList());
        orders.toolbarButton("Cancel tip").click();
        orders.toolbarPushButton("Cancel tip").click();
        SWTBotToolbarToggleButton follow = orders.toolbarToggleButton("Follow tip");
        follow.select();
        assertTrue(follow.isChecked());
        assertEquals(List.of("Cancel", "Cancel", "Follow*"), SampleView.HEARD);
        var e = assertThrows(WidgetNotFoundException.class, () -> orders.toolbarButton("Buy tip"));
        assertTrue(e.getMessage().contains("'Buy tip'") && e.getMessage().contains("'Cancel tip'"), e.getMessage());
        assertThrows(WidgetNotFoundException.class, () -> orders.toolbarRadioButton("Cancel tip"));
        assertThrows(WidgetNotFoundException.class, () -> orders.toolbarDropDownButton("Cancel tip"));
    }

    @Test
    void theMenuOfAViewIsUsed() {
        SWTBotView orders = bot.viewByTitle("Sample orders");
        orders.show();
        orders.viewMenu("Columns").click();
        orders.viewMenu("More", "Deep").click();
        orders.viewMenu("Deep").click();
        assertEquals(List.of("Columns", "Deep", "Deep"), SampleView.HEARD);
        assertEquals(List.of("Columns", "More"), orders.viewMenu().menuItems());
        expectNothing();
        assertThrows(WidgetNotFoundException.class, () -> orders.viewMenu("Rows"));
    }

    @Test
    void perspectivesAreSwitched() {
        assertTrue(bot.perspectiveById("sample.trading").isActive());
        bot.perspectiveByLabel("Sample empty").activate();
        assertEquals("Sample empty", bot.activePerspective().getLabel());
        assertFalse(bot.perspectiveByLabel("Sample trading").isActive());
        assertEquals(List.of(), bot.views());
        assertThrows(WidgetNotFoundException.class, bot::activeView);
        assertTrue(bot.perspectives().size() >= 2);
        var e = assertThrows(WidgetNotFoundException.class, () -> bot.perspectiveByLabel("Research"));
        assertTrue(e.getMessage().contains("'Research'") && e.getMessage().contains("'Sample empty'"), e.getMessage());
    }

    @Test
    void aResetClosesDialogsAndShowsTheDefaultPerspective() {
        UIThreadRunnable.syncExec(() -> {
            Shell dialog = new Shell(bot.getDisplay());
            dialog.setText("In the way");
            dialog.open();
        });
        bot.shell("In the way");
        bot.resetWorkbench();
        expectNothing();
        assertThrows(WidgetNotFoundException.class, () -> bot.shell("In the way"));
        assertTrue(bot.defaultPerspective().isActive());
    }
}
