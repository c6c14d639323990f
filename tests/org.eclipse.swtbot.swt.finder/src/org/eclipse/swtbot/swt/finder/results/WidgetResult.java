package org.eclipse.swtbot.swt.finder.results;

import org.eclipse.swt.widgets.Widget;

/**
 * Work on the UI thread that gives a widget back.
 *
 * @param <T> the type of the widget
 */
public interface WidgetResult<T extends Widget> extends Result<T> {
}
