package org.eclipse.swtbot.swt.finder.widgets;

import java.util.Calendar;
import java.util.Date;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.DateTime;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A date or time field. */
public class SWTBotDateTime extends AbstractSWTBotControl<DateTime> {

    /** @param w the widget */
    public SWTBotDateTime(DateTime w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotDateTime(DateTime w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** @return date and time, in the time zone of this machine */
    public Date getDate() {
        return syncExec(() -> {
            Calendar calendar = Calendar.getInstance();
            calendar.clear();
            calendar.set(widget.getYear(), widget.getMonth(), widget.getDay(), widget.getHours(), widget.getMinutes(),
                    widget.getSeconds());
            return calendar.getTime();
        });
    }

    /** Sets date and time, taken in the time zone of this machine. */
    public void setDate(Date date) {
        waitForEnabled();
        Calendar calendar = Calendar.getInstance();
        calendar.setTime(date);
        change(() -> {
            widget.setDate(calendar.get(Calendar.YEAR), calendar.get(Calendar.MONTH),
                    calendar.get(Calendar.DAY_OF_MONTH));
            widget.setTime(calendar.get(Calendar.HOUR_OF_DAY), calendar.get(Calendar.MINUTE),
                    calendar.get(Calendar.SECOND));
        });
        notify(SWT.Selection);
    }
}
