package org.jts.ui.kis.internal;

import static org.jts.ui.kis.internal.ExplorerView.Words.T;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.jts.api.Subscription;
import org.jts.api.account.AccountId;
import org.jts.api.time.TimeSource;
import org.jts.kis.call.KisBroker;
import org.jts.kis.call.KisBrokers;
import org.jts.kis.call.KisCurl;
import org.jts.kis.call.KisForm;
import org.jts.kis.call.KisRequest;
import org.jts.kis.call.KisSuggestions;
import org.jts.kis.call.KisTable;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisApi.Effect;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.ui.context.Instrument;
import org.jts.ui.context.TradeContext;
import org.jts.ui.context.TradeContextListener;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Palette;
import org.jts.ui.view.ViewControl;

/** The interfaces at the left; at the right the request, and below it the answer. */
final class ExplorerControl implements ViewControl, Caller.Listener {

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    /** Shares of the height in per cent: of a form without fields, more for each field, and of the largest. */
    private static final int FORM_LEAST = 14;
    private static final int FORM_FIELD = 7;
    private static final int FORM_MOST = 45;
    private static final List<String> SYMBOLS = List.of("FID_INPUT_ISCD", "fid_input_iscd", "PDNO", "tr_key");

    private final KisBrokers brokers;
    private final TimeSource time;
    private final Composite root;
    private final ApiTree tree;
    private final Caller caller;
    private final List<Subscription> subscriptions;
    private final SashForm halves;
    private Label title;
    private Label where;
    private TargetRow target;
    private Label problem;
    private RequestForm form;
    private AnswerPane answer;
    private Button call;
    private Button next;
    private Button stop;
    private Button curl;
    private Button csv;
    private Label status;
    private KisApi api;
    private String symbol;

    ExplorerControl(Composite parent, KisBrokers brokers, TradeContext context, TimeSource time) {
        this.brokers = brokers;
        this.time = time;
        this.symbol = symbol(context.instrument());
        root = parent;
        SashForm sash = new SashForm(parent, SWT.HORIZONTAL);
        tree = new ApiTree(sash, this::choose);
        Composite right = new Composite(sash, SWT.NONE);
        GridLayout layout = new GridLayout();
        layout.marginHeight = 2;
        right.setLayout(layout);
        header(right);
        halves = new SashForm(right, SWT.VERTICAL);
        halves.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        form = new RequestForm(halves, this::check, this::call);
        lower(halves);
        halves.setWeights(FORM_MOST, 100 - FORM_MOST);
        sash.setWeights(33, 67);
        caller = new Caller(right, brokers, time, this);
        subscriptions = List.of(brokers.listen(() -> parent.getDisplay().asyncExec(this::brokersChanged)),
                context.listen(new TradeContextListener() {
                    @Override
                    public void instrumentChanged(Optional<Instrument> instrument) {
                        follow(symbol(instrument));
                    }
                }));
        target.show(brokers.brokers(), Remembered.broker());
        tree.show(environment());
        choose(Remembered.api().orElseGet(() -> KisCatalog.get().api("inquire-price")));
    }

    private static String symbol(Optional<Instrument> instrument) {
        return instrument.map(i -> i.symbol().code()).filter(c -> c.matches("[0-9A-Z]{6,7}")).orElse("");
    }

    @Override
    public void setFocus() {
        tree.setFocus();
    }

    @Override
    public void dispose() {
        subscriptions.forEach(Subscription::close);
        caller.stop();
    }

    private void header(Composite parent) {
        title = new Label(parent, SWT.NONE);
        title.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        title.setData(DataTable.WIDGET_KEY, "kis.title");
        title.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        where = new Label(parent, SWT.NONE);
        where.setData(DataTable.WIDGET_KEY, "kis.where");
        where.setForeground(Palette.of(parent).muted());
        where.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        target = new TargetRow(parent, this::targetChanged);
        problem = new Label(parent, SWT.WRAP);
        problem.setData(DataTable.WIDGET_KEY, "kis.problem");
        problem.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        Palette.onChange(problem, () -> {
            where.setForeground(Palette.of(where).muted());
            check();
        });
    }

    private void lower(Composite parent) {
        Composite lower = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout();
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        lower.setLayout(layout);
        Composite row = new Composite(lower, SWT.NONE);
        GridLayout buttons = new GridLayout(5, false);
        buttons.marginWidth = 0;
        buttons.marginHeight = 0;
        row.setLayout(buttons);
        row.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        call = button(row, "kis.call", T.get("call"), this::call);
        next = button(row, "kis.next", T.get("next"), () -> caller.next());
        stop = button(row, "kis.stop", T.get("stop"), () -> caller.stop());
        curl = button(row, "kis.curl", T.get("curl"), this::copyCurl);
        curl.setToolTipText(T.get("curl.help"));
        csv = button(row, "kis.csv", T.get("csv"), this::copyCsv);
        csv.setToolTipText(T.get("csv.help"));
        status = new Label(lower, SWT.NONE);
        status.setData(DataTable.WIDGET_KEY, "kis.status");
        status.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        answer = new AnswerPane(lower);
    }

    private static Button button(Composite row, String key, String text, Runnable press) {
        Button button = new Button(row, SWT.PUSH);
        button.setText(text);
        button.setData(DataTable.WIDGET_KEY, key);
        button.addListener(SWT.Selection, e -> press.run());
        return button;
    }

    private KisEnvironment environment() {
        return target.broker().map(KisBroker::environment).orElse(KisEnvironment.REAL);
    }

    /** Another interface is looked at. */
    private void choose(KisApi chosen) {
        if (chosen == api) {
            return;
        }
        api = chosen;
        caller.forget();
        answer.clear();
        said("", false);
        tree.select(chosen);
        title.setText((chosen.koreanName() + "  ·  " + chosen.englishName()).replace("&", "&&"));
        target.show(chosen, environment());
        Map<String, String> values = suggested();
        values.putAll(Remembered.of(chosen));
        form.show(chosen, values);
        int share = Math.min(FORM_MOST, FORM_LEAST + FORM_FIELD * form.lines());
        halves.setWeights(share, 100 - share);
        changed();
    }

    private Map<String, String> suggested() {
        return new LinkedHashMap<>(KisSuggestions.of(api, environment(), LocalDate.ofInstant(time.now(), SEOUL),
                target.account(), Optional.of(symbol).filter(s -> !s.isEmpty())));
    }

    private void brokersChanged() {
        if (!root.isDisposed() && !status.isDisposed()) {
            target.show(brokers.brokers(), target.broker().map(b -> b.id().value()).orElse(""));
            targetChanged();
        }
    }

    /** Another broker, account or transaction id: what was typed stays, the account is that of the broker. */
    private void targetChanged() {
        tree.show(environment());
        target.show(api, environment());
        Optional<AccountId> account = target.account();
        Map<String, String> now = KisSuggestions.of(api, environment(), LocalDate.ofInstant(time.now(), SEOUL),
                account, Optional.empty());
        List.of("CANO", "ACNT_PRDT_CD").forEach(f -> form.put(f, now.getOrDefault(f, "")));
        changed();
    }

    /** Another symbol is looked at elsewhere: what was left as suggested follows. */
    private void follow(String code) {
        if (api != null && !code.isEmpty()) {
            Map<String, String> before = form.values();
            Map<String, String> suggestedBefore = suggested();
            symbol = code;
            Map<String, String> suggestedNow = suggested();
            SYMBOLS.stream().filter(f -> before.containsKey(f) && before.get(f).equals(suggestedBefore.get(f)))
                    .forEach(f -> form.put(f, suggestedNow.get(f)));
        }
    }

    /** Says what is wrong with the request before it is sent. */
    private void check() {
        if (api == null || call == null) {
            return;
        }
        List<String> problems = problems();
        String text = String.join("\n", problems);
        if (text.isEmpty() && api.effect() == Effect.ORDERS) {
            text = Question.warnings(request()).isEmpty() ? T.get("hint.order") : T.get("hint.own");
        }
        problem.setText(text.replace("&", "&&"));
        problem.setForeground(problems.isEmpty() ? Palette.of(problem).muted() : Palette.of(problem).warning());
        ((GridData) problem.getLayoutData()).exclude = text.isEmpty();
        problem.setVisible(!text.isEmpty());
        problem.getParent().layout(new Control[] {problem});
        call.setEnabled(problems.isEmpty() && !caller.isBusy());
        curl.setEnabled(target.broker().isPresent() && KisForm.barred(api, environment()).isEmpty());
        csv.setEnabled(answer.current().filter(t -> !t.rows().isEmpty()).isPresent());
    }

    private List<String> problems() {
        if (target.broker().isEmpty()) {
            return List.of(T.get("broker.none"));
        }
        return KisForm.problems(api, environment(), target.role(), form.values());
    }

    private KisRequest request() {
        return KisRequest.of(api, target.role(), form.values());
    }

    private void call() {
        check();
        if (!call.isEnabled()) {
            return;
        }
        KisRequest request = request();
        KisBroker broker = target.broker().orElseThrow();
        if (Question.isMeant(root.getShell(), broker, request, title.getText().replace("&&", "&"),
                target.roleLabel())) {
            Remembered.keep(api, request.fields(), broker.id().value());
            caller.call(broker.id(), request.agree());
        }
    }

    @Override
    public void changed() {
        target.broker().flatMap(b -> api.id(b.environment(), target.role())).or(() -> api.id(KisEnvironment.REAL,
                target.role())).ifPresentOrElse(id -> where.setText(api.method() + "  " + api.path() + "   " + id),
                () -> where.setText(api.method() + "  " + api.path()));
        boolean stream = api.effect() == Effect.STREAMS;
        call.setText(stream ? T.get("register") : T.get("call"));
        next.setEnabled(caller.hasNext());
        stop.setEnabled(caller.isBusy());
        call.getParent().layout();
        check();
    }

    @Override
    public void answered(KisRequest request, List<KisTable> tables, String raw) {
        answer.show(request.api(), tables, raw);
    }

    @Override
    public void said(String text, boolean error) {
        String line = text.replaceAll("\\s+", " ");
        status.setText(line.replace("&", "&&"));
        status.setToolTipText(text.isEmpty() ? null : text);
        status.setForeground(error ? Palette.of(status).error() : null);
    }

    private void copyCurl() {
        copy(KisCurl.of(request(), target.broker().orElseThrow()));
        said(api.effect() == Effect.STREAMS ? T.get("curl.copied.channel") : T.get("curl.copied"), false);
    }

    private void copyCsv() {
        answer.current().ifPresent(table -> {
            copy(table.csv());
            said(T.format("csv.copied", table.rows().size()), false);
        });
    }

    private void copy(String text) {
        Clipboard clipboard = new Clipboard(root.getDisplay());
        clipboard.setContents(new Object[] {text}, new Transfer[] {TextTransfer.getInstance()});
        clipboard.dispose();
    }
}
