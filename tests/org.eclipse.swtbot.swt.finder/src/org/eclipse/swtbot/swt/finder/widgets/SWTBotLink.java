package org.eclipse.swtbot.swt.finder.widgets;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A text with links in it. */
public class SWTBotLink extends AbstractSWTBotControl<Link> {

    /** @param w the widget */
    public SWTBotLink(Link w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotLink(Link w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    private static final Pattern ANCHOR = Pattern
            .compile("<[aA](?:\\s+[^>]*?href=\"([^\"]*)\"[^>]*|[^>]*)>(.*?)</[aA]>", Pattern.DOTALL);

    /** Clicks the first link. */
    @Override
    public AbstractSWTBot<Link> click() {
        return follow(null);
    }

    /**
     * Clicks the link with a text.
     *
     * @param hyperlinkText what the link shows
     */
    public AbstractSWTBot<Link> click(String hyperlinkText) {
        return follow(hyperlinkText);
    }

    private AbstractSWTBot<Link> follow(String shown) {
        waitForEnabled();
        List<MatchResult> links = ANCHOR.matcher(getText()).results().toList();
        MatchResult link = links.stream().filter(one -> shown == null || one.group(2).equals(shown)).findFirst()
                .orElseThrow(() -> new WidgetNotFoundException("Expected a link " + (shown == null ? "" : quoted(shown))
                        + " in " + this + ", found " + links.stream().map(one -> quoted(one.group(2))).toList()));
        Event event = createSelectionEvent(SWT.BUTTON1);
        event.text = link.group(1) == null ? link.group(2) : link.group(1);
        notify(SWT.Selection, event);
        return this;
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
