package org.eclipse.swtbot.swt.finder.utils;

/** A place in a text; lines and columns start at 0. */
public class Position {

    /** Line, from 0. */
    public final int line;
    /** Column, from 0. */
    public final int column;

    /**
     * @param line from 0
     * @param column from 0
     */
    public Position(int line, int column) {
        this.line = line;
        this.column = column;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Position that && line == that.line && column == that.column;
    }

    @Override
    public int hashCode() {
        return 31 * line + column;
    }

    @Override
    public String toString() {
        return "(" + line + ", " + column + ")";
    }
}
