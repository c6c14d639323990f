package org.jts.ui.internal.app;

import java.util.Locale;
import java.util.Map;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.jface.action.ICoolBarManager;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.IStatusLineManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.action.StatusLineManager;
import org.eclipse.jface.action.ToolBarContributionItem;
import org.eclipse.jface.action.ToolBarManager;
import org.eclipse.swt.SWT;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.menus.CommandContributionItem;
import org.eclipse.ui.menus.CommandContributionItemParameter;
import org.jts.ui.internal.UiTexts;
import org.jts.ui.internal.bridge.ViewMenu;
import org.jts.ui.internal.bridge.ViewBridge;
import org.jts.ui.internal.commands.Commands;
import org.jts.ui.internal.commands.LanguageSwitch;
import org.jts.ui.internal.safety.LiveMenu;
import org.jts.ui.internal.safety.TradingBar;
import org.jts.ui.internal.status.StatusBar;
import org.jts.ui.kit.MenuAction;
import org.jts.ui.kit.Palette.Convention;
import org.jts.ui.kit.Texts;

/**
 * The menu bar and the status line. Every item that has a key is a command; its label is in the language of the window.
 */
final class JtsActionBars extends ActionBarAdvisor {
    private static final Texts T = UiTexts.TEXTS;
    /** Its bundle may be missing, and the item does nothing then. */
    private static final String PLUGINS_VIEW = "org.jts.ui.plugins";

    private final IWorkbenchWindow window;

    JtsActionBars(IActionBarConfigurer configurer) {
        super(configurer);
        window = configurer.getWindowConfigurer().getWindow();
    }

    @Override
    protected void fillMenuBar(IMenuManager bar) {
        MenuManager file = new MenuManager(T.get("menu.file"), IWorkbenchActionConstants.M_FILE);
        file.add(command(Commands.IMPORT_CANDLES, T.get("menu.file.import")));
        file.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        file.add(command(IWorkbenchCommandConstants.FILE_EXIT, T.get("menu.file.exit")));
        bar.add(file);

        MenuManager view = new MenuManager(T.get("menu.view"), "view");
        view.add(new ViewMenu(window));
        view.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        view.add(command(Commands.RESET_LAYOUT, T.get("menu.view.reset")));
        bar.add(view);

        MenuManager brokers = new MenuManager(T.get("menu.brokers"), "brokers");
        brokers.add(command(Commands.ADD_BROKER, T.get("menu.brokers.add")));
        MenuAction install = new MenuAction(T.get("menu.brokers.install"),
                () -> ViewBridge.instance().show(window, PLUGINS_VIEW));
        install.setId("org.jts.ui.plugins.show");
        brokers.add(install);
        brokers.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        bar.add(brokers);

        MenuManager trading = new MenuManager(T.get("menu.trading"), "trading");
        trading.add(command(Commands.STOP_TRADING, T.get("menu.trading.stop")));
        trading.add(command(Commands.RESUME_TRADING, T.get("menu.trading.resume")));
        trading.add(new Separator());
        trading.add(new LiveMenu(window));
        trading.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        bar.add(trading);
        bar.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
        bar.add(themeMenu());
        bar.add(languageMenu());

        MenuManager help = new MenuManager(T.get("menu.help"), IWorkbenchActionConstants.M_HELP);
        help.add(command(Commands.OPEN_LOG_FOLDER, T.get("menu.help.log")));
        help.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        help.add(command(IWorkbenchCommandConstants.HELP_ABOUT, T.get("menu.help.about")));
        bar.add(help);
    }

    @Override
    protected void fillCoolBar(ICoolBarManager bar) {
        ToolBarManager trading = new ToolBarManager(SWT.FLAT);
        trading.add(new TradingBar(window.getShell()));
        trading.add(TradingBar.height(window.getShell().getDisplay()));
        bar.add(new ToolBarContributionItem(trading, TradingBar.ID));
    }

    @Override
    protected void fillStatusLine(IStatusLineManager line) {
        line.appendToGroup(StatusLineManager.END_GROUP, new StatusBar(window));
    }

    private static MenuManager themeMenu() {
        MenuManager menu = new MenuManager(T.get("menu.theme"), "theme");
        menu.setRemoveAllWhenShown(true);
        menu.addMenuListener(m -> {
            m.add(choice(T.get("menu.theme.light"), !Themes.isDark(), () -> Themes.use(false)));
            m.add(choice(T.get("menu.theme.dark"), Themes.isDark(), () -> Themes.use(true)));
            m.add(new Separator());
            m.add(choice(T.get("menu.theme.korean"), Themes.convention() == Convention.KOREAN,
                    () -> Themes.use(Convention.KOREAN)));
            m.add(choice(T.get("menu.theme.western"), Themes.convention() == Convention.WESTERN,
                    () -> Themes.use(Convention.WESTERN)));
        });
        return menu;
    }

    private MenuManager languageMenu() {
        // Found by whoever cannot read the present language.
        MenuManager menu = new MenuManager(T.get("menu.language"), "language");
        menu.setRemoveAllWhenShown(true);
        menu.addMenuListener(m -> {
            for (Locale language : Language.OFFERED) {
                m.add(choice(language.getDisplayLanguage(language), language.equals(Language.current()),
                        () -> LanguageSwitch.to(window, language)));
            }
        });
        return menu;
    }

    private static IAction choice(String label, boolean checked, Runnable onChosen) {
        Action action = new Action(label, IAction.AS_RADIO_BUTTON) {
            @Override
            public void run() {
                // A radio group also runs the action that loses its mark.
                if (isChecked()) {
                    onChosen.run();
                }
            }
        };
        action.setChecked(checked);
        return action;
    }

    private IContributionItem command(String commandId, String label) {
        var parameter = new CommandContributionItemParameter(window, commandId + ".item", commandId, Map.of(), null,
                null,
                null, label, null, null, CommandContributionItem.STYLE_PUSH, null, false);
        return new CommandContributionItem(parameter);
    }
}
