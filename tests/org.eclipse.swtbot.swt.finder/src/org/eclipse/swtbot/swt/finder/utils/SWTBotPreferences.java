package org.eclipse.swtbot.swt.finder.utils;

/**
 * Settings of the robot. Each has a system property of the same meaning, read once when the class is loaded; a test
 * may also assign the field, and then puts the old value back.
 */
public abstract class SWTBotPreferences {

    /** Key of {@code Widget.setData(key, value)} under which a widget carries the id that tests find it by. */
    public static String DEFAULT_KEY = System.getProperty("org.eclipse.swtbot.search.defaultKey",
            "org.eclipse.swtbot.widget.key");

    /** Milliseconds after which a search or a wait gives up. */
    public static long TIMEOUT = number("org.eclipse.swtbot.search.timeout", 5_000);

    /** Milliseconds to rest after each event that is sent to a widget; more than 0 to be able to watch. */
    public static long PLAYBACK_DELAY = number("org.eclipse.swtbot.playback.delay", 0);

    /** The longest pause, in milliseconds, between two looks at a condition. */
    public static long DEFAULT_POLL_DELAY = number("org.eclipse.swtbot.playback.poll.delay", 500);

    /** Milliseconds between two typed characters. */
    public static int TYPE_INTERVAL = (int) number("org.eclipse.swtbot.keyboard.interval", 50);

    /** Folder for screenshots of failures. */
    public static String SCREENSHOTS_DIR = System.getProperty("org.eclipse.swtbot.screenshots.dir", "screenshots");

    /** Format, which is also the file extension, of screenshots of failures. */
    public static String SCREENSHOT_FORMAT = System.getProperty("org.eclipse.swtbot.screenshots.format", "jpeg");

    private SWTBotPreferences() {
        // a collection of settings
    }

    private static long number(String property, long otherwise) {
        String text = System.getProperty(property);
        try {
            return text == null ? otherwise : Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "System property " + property + ": expected a whole number, found '" + text + "'", e);
        }
    }
}
