package org.jts.ui.ticket.internal;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Control;
import org.jts.api.order.OrderOutcome;
import org.jts.api.trading.OrderDraft;
import org.jts.ui.kit.Background;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;
import org.osgi.service.prefs.Preferences;

/** The way of an order from the button to its outcome: asked for once, sent once, off the UI thread. */
final class Submission {
    private static final Texts T = Texts.of(Submission.class);
    private static final String SKIP = "skip.small.paper.confirmation";

    private final TicketServices services;
    private final TicketModel model;
    private final TicketForm form;
    private final SubmitGuard guard = new SubmitGuard(System::nanoTime);
    private boolean sending;

    Submission(TicketServices services, TicketModel model, TicketForm form) {
        this.services = services;
        this.model = model;
        this.form = form;
    }

    /** Whether an order is being asked about, or on its way. */
    boolean isBusy() {
        return guard.isBusy();
    }

    /** Whether an order has been confirmed and its outcome is not known yet. */
    boolean isSending() {
        return sending;
    }

    /**
     * @param owner    of the background work
     * @param onChange done when the order leaves, when its outcome is known, and when it is not sent after all
     */
    void start(Control owner, Runnable onChange) {
        OrderDraft draft = model.draft().orElseThrow();
        if (!guard.begin(draft)) {
            return;
        }
        OrderSummary summary = OrderSummary.of(model);
        if (!confirmed(owner, summary)) {
            guard.end();
            if (!owner.isDisposed()) {
                onChange.run();
            }
            return;
        }
        sending = true;
        form.messages.status(T.get("status.sending"), Palette.of(owner).muted());
        onChange.run();
        Background.run(owner, T.format("job.place", summary.headline()), () -> services.desk().place(draft),
                placement -> ended(Outcomes.text(placement.outcome()), color(owner, placement.outcome()), onChange),
                problem -> ended(T.format("outcome.unknown", String.valueOf(problem.getMessage())),
                        Palette.of(owner).error(), onChange));
    }

    private static boolean confirmed(Control owner, OrderSummary summary) {
        Preferences preferences = InstanceScope.INSTANCE.getNode("org.jts.ui.ticket");
        if (summary.maySkip() && preferences.getBoolean(SKIP, false)) {
            return true;
        }
        ConfirmDialog dialog = new ConfirmDialog(owner.getShell(), summary);
        boolean sure = dialog.open() == Window.OK && !owner.isDisposed();
        if (sure && dialog.dontAskAgain()) {
            preferences.putBoolean(SKIP, true);
        }
        return sure;
    }

    private void ended(String text, Color color, Runnable onChange) {
        guard.end();
        sending = false;
        form.messages.status(text, color);
        onChange.run();
    }

    private static Color color(Control owner, OrderOutcome outcome) {
        Palette palette = Palette.of(owner);
        return switch (outcome) {
            case OrderOutcome.Accepted accepted -> palette.good();
            case OrderOutcome.Rejected rejected -> palette.error();
            case OrderOutcome.NotSent notSent -> palette.warning();
            case OrderOutcome.Unknown unknown -> palette.error();
        };
    }
}
