package org.jts.ui.internal.safety;

import java.util.List;
import java.util.Optional;

import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.jts.api.trading.OrderDesk;
import org.jts.api.trading.StopResult;
import org.jts.ui.internal.Services;
import org.jts.ui.internal.UiTexts;
import org.jts.ui.kit.Background;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Texts;

/** Stops all trading and lets it go on, each after a question. UI thread only. */
public final class TradingActions {
    private static final Texts T = UiTexts.TEXTS;

    private TradingActions() {
    }

    /** Asks, stops, and shows what came of each order. */
    public static void stop(Shell shell) {
        int open = Services.call(OrderDesk.class, -1, desk -> (int) desk.orders().stream()
                .filter(o -> o.order().status().isOpen()).count());
        if (open < 0) {
            MessageDialog.openError(shell, T.get("stop.title"), T.get("stop.noDesk"));
            return;
        }
        StopDialog question = new StopDialog(shell, open);
        if (question.open() != Window.OK || shell.isDisposed()) {
            return;
        }
        String why = question.why();
        Background.run(shell, T.get("stop.job"),
                () -> Services.call(OrderDesk.class, Optional.<List<StopResult>>empty(),
                        desk -> Optional.of(desk.stop(why))),
                results -> results.ifPresentOrElse(all -> new StopResultDialog(shell, all).open(),
                        () -> MessageDialog.openError(shell, T.get("stop.title"), T.get("stop.noDesk"))),
                problem -> MessageDialog.openError(shell, T.get("stop.title"),
                        T.format("stop.failed", String.valueOf(problem.getMessage()))));
    }

    private static boolean isSure(Shell shell, String question) {
        MessageDialog dialog = new MessageDialog(shell, T.get("resume.title"), null, question, MessageDialog.QUESTION,
                new String[] {T.get("resume.no"), T.get("resume.yes")}, 0) {
            @Override
            protected void createButtonsForButtonBar(Composite parent) {
                super.createButtonsForButtonBar(parent);
                getButton(0).setData(DataTable.WIDGET_KEY, "resume.no");
                getButton(1).setData(DataTable.WIDGET_KEY, "resume.yes");
            }
        };
        return dialog.open() == 1;
    }

    /** Asks whether orders may be placed again; the answer that is safe comes first. */
    public static void resume(Shell shell) {
        Optional<String> why = Services.call(OrderDesk.class, Optional.<String>empty(), OrderDesk::stopped);
        if (why.isEmpty()) {
            return;
        }
        if (isSure(shell, T.format("resume.question", why.get()))) {
            Background.run(shell, T.get("resume.job"), () -> Services.call(OrderDesk.class, false, desk -> {
                desk.resume();
                return true;
            }), done -> { }, problem -> MessageDialog.openError(shell, T.get("resume.title"),
                    String.valueOf(problem.getMessage())));
        }
    }
}
