package org.jts.ui.internal.app;

import java.lang.reflect.Method;

import org.eclipse.core.runtime.ILog;
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

/**
 * Light and dark, and which colour rises. The theme engine remembers the theme; before a choice it follows the system.
 */
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
            Display display = PlatformUI.getWorkbench().getDisplay();
            tellToolkit(display, dark);
            engine.setTheme(dark ? DARK : LIGHT, true);
            applyPalette(display);
            Preferences.save();
        }
    }

    /**
     * The engine gives widgets back the toolkit's own colours before it tells the toolkit of the change: what no style
     * sheet colours would keep those of the old theme, light text on light ground. So the toolkit goes first. GTK 3
     * tells SWT nothing of it, so SWT is made to read its colours anew.
     */
    private static void tellToolkit(Display display, boolean dark) {
        try {
            Display.class.getMethod("setDarkThemePreferred", boolean.class).invoke(display, dark);
            Method read = Display.class.getDeclaredMethod("initializeSystemColors");
            read.setAccessible(true);
            read.invoke(display);
        } catch (NoSuchMethodException e) {
            return; // an SWT of another system, or an older one
        } catch (ReflectiveOperationException e) {
            ILog.of(Themes.class).warn("The toolkit did not read its colours anew; a restart mends what looks wrong",
                    e);
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
