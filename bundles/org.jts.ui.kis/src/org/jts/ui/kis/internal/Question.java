package org.jts.ui.kis.internal;

import static org.jts.ui.kis.internal.ExplorerView.Words.T;

import java.util.List;

import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.jts.kis.call.KisBroker;
import org.jts.kis.call.KisForm;
import org.jts.kis.call.KisRequest;
import org.jts.kis.catalog.KisApi.Effect;
import org.jts.kis.catalog.KisEnvironment;

/** What is asked before something is sent that cannot be taken back: an order, or the end of the token. */
final class Question {

    private Question() {
    }

    /** What the order desk does not see of such a request; empty where it sees everything. */
    static List<String> warnings(KisRequest request) {
        return KisForm.warnings(request.api(), request.role(), request.fields());
    }

    /**
     * Asks, when there is something to ask.
     *
     * @param title of the interface
     * @param role  what the chosen kind of it is called
     * @return whether it is meant
     */
    static boolean isMeant(Shell shell, KisBroker broker, KisRequest request, String title, String role) {
        boolean isOrder = request.api().effect() == Effect.ORDERS;
        List<String> warnings = warnings(request);
        if (!isOrder && warnings.isEmpty()) {
            return true;
        }
        StringBuilder what = new StringBuilder(isOrder ? order(broker, request)
                : T.format("question.send", broker.id().value())).append("\n\n").append(title);
        what.append(request.role().isEmpty() ? "" : " (" + role + ")");
        if (isOrder) {
            request.fields().forEach((name, value) -> what.append(value.isEmpty() ? "" : "\n" + name + " = " + value));
        }
        warnings.forEach(warning -> what.append("\n\n⚠ ").append(warning));
        MessageDialog dialog = new MessageDialog(shell, isOrder ? T.get("order.title") : title, null, what.toString(),
                warnings.isEmpty() ? MessageDialog.QUESTION : MessageDialog.WARNING, 1, isOrder ? T.get("order.yes")
                        : T.get("question.yes"), T.get("order.no"));
        return dialog.open() == 0;
    }

    private static String order(KisBroker broker, KisRequest request) {
        String account = request.fields().getOrDefault("CANO", "") + "-" + request.fields().getOrDefault(
                "ACNT_PRDT_CD", "");
        return broker.environment() == KisEnvironment.REAL ? T.format("order.real", broker.id().value(), account)
                : T.format("order.paper", broker.id().value(), account);
    }
}
