package org.jts.ui.view;

import org.osgi.annotation.versioning.ConsumerType;

/** One open view. Called on the UI thread. @since 1.0 */
@ConsumerType
public interface ViewControl {
    /** Gives the keyboard to the widget that the user most likely wants. */
    void setFocus();

    /** The view is closed: ends subscriptions. Its widgets are still there and are disposed next. */
    default void dispose() {
    }
}
