package org.jts.ui.kis.internal;

import static org.jts.ui.kis.internal.ExplorerView.Words.T;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.jts.api.account.AccountId;
import org.jts.kis.call.KisBroker;
import org.jts.kis.call.KisForm;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.kis.catalog.KisLabels;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.LiveMark;

/** Which broker, account and transaction id a request is for. */
final class TargetRow {

    private final Composite row;
    private final Combo broker;
    private final LiveMark mark;
    private final Label accountLabel;
    private final Combo account;
    private final Label roleLabel;
    private final Combo role;
    private List<KisBroker> brokers = List.of();
    private List<String> roles = List.of();
    private String only = "";
    private KisApi shown;

    TargetRow(Composite parent, Runnable onChange) {
        row = new Composite(parent, SWT.NONE);
        RowLayout layout = new RowLayout(SWT.HORIZONTAL);
        layout.center = true;
        layout.marginLeft = 0;
        layout.marginTop = 0;
        layout.marginBottom = 0;
        layout.spacing = 6;
        row.setLayout(layout);
        row.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        label(T.get("target.broker"));
        broker = combo("kis.broker");
        mark = new LiveMark(row, "kis.live");
        mark.setLayoutData(new RowData());
        accountLabel = label(T.get("target.account"));
        account = combo("kis.account");
        roleLabel = label(T.get("target.role"));
        role = combo("kis.role");
        broker.addListener(SWT.Selection, e -> {
            brokerChosen();
            onChange.run();
        });
        account.addListener(SWT.Selection, e -> onChange.run());
        role.addListener(SWT.Selection, e -> onChange.run());
    }

    private Label label(String text) {
        Label label = new Label(row, SWT.NONE);
        label.setText(text);
        label.setLayoutData(new RowData());
        return label;
    }

    private Combo combo(String key) {
        Combo combo = new Combo(row, SWT.READ_ONLY);
        combo.setData(DataTable.WIDGET_KEY, key);
        combo.setLayoutData(new RowData());
        return combo;
    }

    /** @param wanted id of the one to choose, where it is there */
    void show(List<KisBroker> all, String wanted) {
        brokers = all;
        broker.setItems(all.stream().map(b -> b.id().value()).toArray(String[]::new));
        int at = broker.indexOf(wanted);
        if (!all.isEmpty()) {
            broker.select(Math.max(0, at));
        }
        broker.setEnabled(!all.isEmpty());
        brokerChosen();
    }

    private void brokerChosen() {
        Optional<KisBroker> chosen = broker();
        if (chosen.isEmpty()) {
            mark.showNothing("");
        } else if (chosen.get().environment() == KisEnvironment.REAL) {
            mark.showLive(T.get("live"));
        } else {
            mark.showPaper(T.get("paper"));
        }
        visible(mark, chosen.isPresent());
        String before = account.getText();
        account.setItems(chosen.map(b -> b.accounts().stream().map(AccountId::value).toArray(String[]::new))
                .orElse(new String[0]));
        account.select(Math.max(0, account.indexOf(before)));
        row.getParent().layout(true, true);
    }

    /** Shows what an interface has to choose from; what was chosen stays where it is the same interface. */
    void show(KisApi api, KisEnvironment environment) {
        String before = api == shown ? role() : "";
        shown = api;
        List<String> found = KisForm.roles(api, environment);
        only = KisForm.role(api, environment);
        roles = api.ids(environment).containsKey("") && !found.isEmpty() ? concat(found) : found;
        role.setItems(roles.stream().map(TargetRow::roleName).toArray(String[]::new));
        role.select(Math.max(0, roles.indexOf(before)));
        boolean choice = roles.size() > 1;
        visible(roleLabel, choice);
        visible(role, choice);
        boolean needsAccount = account.getItemCount() > 1 && api.requestField("CANO").isPresent();
        visible(accountLabel, needsAccount);
        visible(account, needsAccount);
        row.getParent().layout(true, true);
    }

    private static List<String> concat(List<String> named) {
        List<String> all = new ArrayList<>(List.of(""));
        all.addAll(named);
        return List.copyOf(all);
    }

    private static String roleName(String name) {
        return name.isEmpty() ? T.get("role.usual") : KisLabels.role(name, Locale.getDefault());
    }

    private static void visible(Control control, boolean visible) {
        control.setVisible(visible);
        ((RowData) control.getLayoutData()).exclude = !visible;
    }

    Optional<KisBroker> broker() {
        int at = broker.getSelectionIndex();
        return at >= 0 && at < brokers.size() ? Optional.of(brokers.get(at)) : Optional.empty();
    }

    Optional<AccountId> account() {
        int at = account.getSelectionIndex();
        return broker().filter(b -> at >= 0 && at < b.accounts().size()).map(b -> b.accounts().get(at));
    }

    /** Which transaction id. */
    String role() {
        int at = role.getSelectionIndex();
        return at >= 0 && at < roles.size() ? roles.get(at) : only;
    }

    String roleLabel() {
        return roleName(role());
    }
}
