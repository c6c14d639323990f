package org.jts.ui.internal.app;

import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.e4.ui.css.swt.theme.ITheme;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;
import org.jts.ui.internal.Preferences;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Palette.Convention;

/** Light and dark, and which colour rises. The theme engine remembers the theme; before a choice it follows the system. */
public final class Themes {
    public static final String LIGHT = "org.eclipse.e4.ui.css.theme.e4_default";
    public static final String DARK = "org.eclipse.e4.ui.css.theme.e4_dark";

    /** System property that chooses a theme at the start: {@code dark} or {@code light}. */
    static final String PROPERTY = "jts.theme";

    private static final String CONVENTION = "palette.convention";

    private Themes() {
    }

    /** Hands the theme of the command line to the theme engine, before there is a window. */
    static void prepare() {
        String wanted = System.getProperty(PROPERTY, "");
        if (wanted.equals("dark") || wanted.equals("light")) {
            IEclipsePreferences engine = InstanceScope.INSTANCE.getNode("org.eclipse.e4.ui.css.swt.theme");
            engine.put("themeid", wanted.equals("dark") ? DARK : LIGHT);
        }
    }

    /** Gives painters the colours that go with the theme that the engine has chosen. */
    static void applyPalette(Display display) {
        Palette.use(display, isDark(), convention());
    }

    public static boolean isDark() {
        IThemeEngine engine = engine();
        ITheme active = engine == null ? null : engine.getActiveTheme();
        return active != null && active.getId().contains("dark");
    }

    public static void use(boolean dark) {
        IThemeEngine engine = engine();
        if (engine != null && dark != isDark()) {
            engine.setTheme(dark ? DARK : LIGHT, true);
            applyPalette(PlatformUI.getWorkbench().getDisplay());
            Preferences.save();
        }
    }

    public static Convention convention() {
        return Preferences.node().get(CONVENTION, "").equals(Convention.WESTERN.name()) ? Convention.WESTERN
                : Convention.KOREAN;
    }

    public static void use(Convention convention) {
        Preferences.node().put(CONVENTION, convention.name());
        Preferences.save();
        applyPalette(PlatformUI.getWorkbench().getDisplay());
    }

    private static IThemeEngine engine() {
        IWorkbench workbench = PlatformUI.getWorkbench();
        return workbench.getService(IThemeEngine.class);
    }
}
