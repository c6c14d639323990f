package org.eclipse.swtbot.swt.finder.results;

/** Work on the UI thread that gives nothing back. */
public interface VoidResult {

    /** Does the work; called on the UI thread. */
    void run();
}
