package org.eclipse.swtbot.swt.finder.utils;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;

import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;

/** Helpers around widgets and the display; callable from any thread. */
public abstract class SWTUtils {

    private static volatile Display known;

    private SWTUtils() {
        // a collection of static methods
    }

    /**
     * The display of the application under test: the first one that any thread of this process owns.
     *
     * @throws IllegalStateException if none appears within {@link SWTBotPreferences#TIMEOUT}
     */
    public static Display display() {
        Display display = known;
        long deadline = System.nanoTime() + SWTBotPreferences.TIMEOUT * 1_000_000;
        while (display == null || display.isDisposed()) {
            display = anyDisplay();
            if (display == null && System.nanoTime() > deadline) {
                throw new IllegalStateException("Expected a thread with an SWT display within "
                        + SWTBotPreferences.TIMEOUT + " ms, found none: start the user interface before the robot");
            }
            if (display == null) {
                sleep(10);
            }
        }
        known = display;
        return display;
    }

    private static Display anyDisplay() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            Display display = Display.findDisplay(thread);
            if (display != null && !display.isDisposed()) {
                return display;
            }
        }
        return null;
    }

    /** @return whether the calling thread is the UI thread */
    public static boolean isUIThread() {
        return isUIThread(display());
    }

    /** @return whether the calling thread is the one of {@code display} */
    public static boolean isUIThread(Display display) {
        return display.getThread() == Thread.currentThread();
    }

    /** Rests for {@code millis} milliseconds; an interrupted rest is an error, since the test is being stopped. */
    public static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the robot was waiting", e);
        }
    }

    /** @return what {@code getText()} of the widget gives, lines separated by a line feed; empty without that method */
    public static String getText(Object widget) {
        return property(widget, "getText");
    }

    /** @return what {@code getToolTipText()} of the widget gives; empty without that method or without a tool tip */
    public static String getToolTipText(Object widget) {
        return property(widget, "getToolTipText");
    }

    /** @return whether {@code widget} was created with every bit of {@code style}; false for {@link SWT#NONE} */
    public static boolean hasStyle(Widget widget, int style) {
        if (widget == null || widget.isDisposed() || style == SWT.NONE) {
            return false;
        }
        return UIThreadRunnable.syncExec(widget.getDisplay(), () -> (widget.getStyle() & style) == style);
    }

    private static String property(Object object, String getter) {
        if (!(object instanceof Widget widget) || widget.isDisposed()) {
            return "";
        }
        return UIThreadRunnable.syncExec(widget.getDisplay(), () -> {
            try {
                Object value = widget.getClass().getMethod(getter).invoke(widget);
                return value == null ? "" : value.toString().replace("\r\n", "\n").replace('\r', '\n');
            } catch (NoSuchMethodException e) {
                return ""; // this kind of widget has no such property
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("Expected a public " + getter + "() on " + widget.getClass(), e);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException(getter + "() of " + widget.getClass() + " failed", e.getCause());
            }
        });
    }

    /**
     * Saves a picture of the whole display.
     *
     * @param fileName where to; the extension (png, jpeg, jpg, bmp) says the format, missing folders are made
     * @return whether the picture was taken and saved
     */
    public static boolean captureScreenshot(String fileName) {
        Display display = display();
        return UIThreadRunnable.syncExec(display, () -> capture(display, display.getBounds(), fileName));
    }

    /**
     * Saves a picture of the part of the display that {@code control} covers.
     *
     * @param fileName where to; the extension (png, jpeg, jpg, bmp) says the format, missing folders are made
     * @return whether the picture was taken and saved
     */
    public static boolean captureScreenshot(String fileName, Control control) {
        Display display = control.getDisplay();
        return UIThreadRunnable.syncExec(display, () -> {
            Rectangle bounds = control.getBounds();
            Rectangle onDisplay = control.getParent() == null ? bounds
                    : display.map(control.getParent(), null, bounds);
            return capture(display, onDisplay, fileName);
        });
    }

    private static boolean capture(Display display, Rectangle area, String fileName) {
        File folder = new File(fileName).getAbsoluteFile().getParentFile();
        if (!folder.isDirectory() && !folder.mkdirs()) {
            return false;
        }
        Image image = new Image(display, area.width, area.height);
        try {
            GC gc = new GC(display);
            gc.copyArea(image, area.x, area.y);
            gc.dispose();
            ImageLoader loader = new ImageLoader();
            loader.data = new ImageData[] { image.getImageData() };
            loader.save(fileName, format(fileName));
            return true;
        } catch (SWTException e) {
            return false; // the caller is told by the value: a missing picture must not hide the failure it was for
        } finally {
            image.dispose();
        }
    }

    private static int format(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (extension) {
            case "png" -> SWT.IMAGE_PNG;
            case "jpg", "jpeg" -> SWT.IMAGE_JPEG;
            case "bmp" -> SWT.IMAGE_BMP;
            default -> throw new IllegalArgumentException(
                    "Expected a file name that ends in png, jpeg, jpg or bmp, found '" + fileName + "'");
        };
    }
}
