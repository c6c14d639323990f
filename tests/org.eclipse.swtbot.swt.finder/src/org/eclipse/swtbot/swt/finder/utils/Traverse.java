package org.eclipse.swtbot.swt.finder.utils;

import org.eclipse.swt.SWT;

/** The ways to leave a control by keyboard, see {@code Control.traverse(int)}. */
public enum Traverse {

    /** No traversal. */
    NONE(SWT.TRAVERSE_NONE),
    /** Escape. */
    ESCAPE(SWT.TRAVERSE_ESCAPE),
    /** Return, which presses the default button. */
    RETURN(SWT.TRAVERSE_RETURN),
    /** To the previous tab stop. */
    TAB_PREVIOUS(SWT.TRAVERSE_TAB_PREVIOUS),
    /** To the next tab stop. */
    TAB_NEXT(SWT.TRAVERSE_TAB_NEXT),
    /** To the previous control of a tab group. */
    ARROW_PREVIOUS(SWT.TRAVERSE_ARROW_PREVIOUS),
    /** To the next control of a tab group. */
    ARROW_NEXT(SWT.TRAVERSE_ARROW_NEXT),
    /** By mnemonic. */
    MNEMONIC(SWT.TRAVERSE_MNEMONIC),
    /** To the previous page. */
    PAGE_PREVIOUS(SWT.TRAVERSE_PAGE_PREVIOUS),
    /** To the next page. */
    PAGE_NEXT(SWT.TRAVERSE_PAGE_NEXT);

    /** The constant {@code SWT.TRAVERSE_*}. */
    public final int type;

    Traverse(int type) {
        this.type = type;
    }
}
