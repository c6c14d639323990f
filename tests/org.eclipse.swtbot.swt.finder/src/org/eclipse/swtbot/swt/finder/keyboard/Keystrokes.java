package org.eclipse.swtbot.swt.finder.keyboard;

import org.eclipse.jface.bindings.keys.KeyStroke;
import org.eclipse.swt.SWT;

/** Names of keys for {@link Keyboard#pressShortcut(KeyStroke...)}. */
public abstract class Keystrokes {

    /** The control key. */
    public static final KeyStroke CTRL = KeyStroke.getInstance(SWT.CTRL, KeyStroke.NO_KEY);
    /** The shift key. */
    public static final KeyStroke SHIFT = KeyStroke.getInstance(SWT.SHIFT, KeyStroke.NO_KEY);
    /** The alt key. */
    public static final KeyStroke ALT = KeyStroke.getInstance(SWT.ALT, KeyStroke.NO_KEY);
    /** The command key. */
    public static final KeyStroke COMMAND = KeyStroke.getInstance(SWT.COMMAND, KeyStroke.NO_KEY);
    /** The first modifier: control, or command on macOS. */
    public static final KeyStroke MOD1 = KeyStroke.getInstance(SWT.MOD1, KeyStroke.NO_KEY);
    /** The second modifier: shift. */
    public static final KeyStroke MOD2 = KeyStroke.getInstance(SWT.MOD2, KeyStroke.NO_KEY);
    /** The third modifier: alt. */
    public static final KeyStroke MOD3 = KeyStroke.getInstance(SWT.MOD3, KeyStroke.NO_KEY);

    /** Cursor left. */
    public static final KeyStroke LEFT = KeyStroke.getInstance(SWT.ARROW_LEFT);
    /** Cursor right. */
    public static final KeyStroke RIGHT = KeyStroke.getInstance(SWT.ARROW_RIGHT);
    /** Cursor up. */
    public static final KeyStroke UP = KeyStroke.getInstance(SWT.ARROW_UP);
    /** Cursor down. */
    public static final KeyStroke DOWN = KeyStroke.getInstance(SWT.ARROW_DOWN);

    /** Escape. */
    public static final KeyStroke ESC = KeyStroke.getInstance(SWT.ESC);
    /** Enter. */
    public static final KeyStroke CR = KeyStroke.getInstance(SWT.CR);
    /** Enter, as a line feed. */
    public static final KeyStroke LF = KeyStroke.getInstance(SWT.LF);
    /** Tabulator. */
    public static final KeyStroke TAB = KeyStroke.getInstance(SWT.TAB);
    /** Backspace. */
    public static final KeyStroke BS = KeyStroke.getInstance(SWT.BS);
    /** Delete. */
    public static final KeyStroke DELETE = KeyStroke.getInstance(SWT.DEL);
    /** Space. */
    public static final KeyStroke SPACE = KeyStroke.getInstance(' ');
    /** Home. */
    public static final KeyStroke HOME = KeyStroke.getInstance(SWT.HOME);
    /** End. */
    public static final KeyStroke END = KeyStroke.getInstance(SWT.END);
    /** Page up. */
    public static final KeyStroke PAGE_UP = KeyStroke.getInstance(SWT.PAGE_UP);
    /** Page down. */
    public static final KeyStroke PAGE_DOWN = KeyStroke.getInstance(SWT.PAGE_DOWN);
    /** F1. */
    public static final KeyStroke F1 = KeyStroke.getInstance(SWT.F1);
    /** F2. */
    public static final KeyStroke F2 = KeyStroke.getInstance(SWT.F2);
    /** F3. */
    public static final KeyStroke F3 = KeyStroke.getInstance(SWT.F3);
    /** F4. */
    public static final KeyStroke F4 = KeyStroke.getInstance(SWT.F4);
    /** F5. */
    public static final KeyStroke F5 = KeyStroke.getInstance(SWT.F5);

    private Keystrokes() {
        // a collection of constants
    }
}
