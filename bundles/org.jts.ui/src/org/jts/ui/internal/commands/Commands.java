package org.jts.ui.internal.commands;

/** The commands that {@code plugin.xml} declares. */
public final class Commands {
    public static final String IMPORT_CANDLES = "org.jts.ui.importCandles";
    public static final String RESET_LAYOUT = "org.jts.ui.resetLayout";
    public static final String SHOW_VIEW = "org.jts.ui.showView";
    /** Parameter of {@link #SHOW_VIEW}: which view of the View menu, from 1. */
    public static final String POSITION = "org.jts.ui.showView.position";
    /** Handled by the bundle that has the Brokers view. */
    public static final String ADD_BROKER = "org.jts.ui.addBroker";
    public static final String STOP_TRADING = "org.jts.ui.stopTrading";
    public static final String RESUME_TRADING = "org.jts.ui.resumeTrading";
    public static final String OPEN_LOG_FOLDER = "org.jts.ui.openLogFolder";

    private Commands() {
    }
}
