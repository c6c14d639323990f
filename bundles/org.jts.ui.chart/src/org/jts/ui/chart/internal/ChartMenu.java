package org.jts.ui.chart.internal;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.jts.api.order.Side;
import org.jts.ui.context.OrderSuggestion;
import org.jts.ui.context.TradeContext;
import org.jts.ui.kit.Texts;

/** The chart's context menu: orders at the price under the mouse, and how the chart is shown. */
final class ChartMenu {
    private static final Texts T = Texts.of(ChartMenu.class);

    private ChartMenu() {
    }

    static void install(ChartCanvas canvas, TradeContext context) {
        Menu menu = new Menu(canvas);
        canvas.setMenu(menu);
        canvas.addListener(SWT.MenuDetect, e -> {
            for (MenuItem item : menu.getItems()) {
                item.dispose();
            }
            fill(menu, canvas, context, canvas.priceAt(canvas.toControl(e.x, e.y)));
        });
    }

    private static void fill(Menu menu, ChartCanvas canvas, TradeContext context, Optional<BigDecimal> price) {
        price.ifPresent(p -> {
            String text = canvas.look().price().apply(p);
            item(menu, T.format("menu.buy", text), () -> suggest(context, Side.BUY, p));
            item(menu, T.format("menu.sell", text), () -> suggest(context, Side.SELL, p));
            new MenuItem(menu, SWT.SEPARATOR);
        });
        item(menu, T.get("menu.in"), () -> canvas.zoom(1 / 1.5));
        item(menu, T.get("menu.out"), () -> canvas.zoom(1.5));
        item(menu, T.get("menu.fit"), canvas::fit);
        check(menu, T.get("menu.averages"), canvas.look().averages(),
                wanted -> canvas.setLook(canvas.look().withAverages(wanted)));
        check(menu, T.get("menu.log"), canvas.look().logarithmic(),
                wanted -> canvas.setLook(canvas.look().withLogarithmic(wanted)));
    }

    private static void suggest(TradeContext context, Side side, BigDecimal price) {
        context.suggest(new OrderSuggestion(Optional.of(side), Optional.of(price), Optional.empty()));
    }

    private static void check(Menu menu, String text, boolean checked, Consumer<Boolean> action) {
        MenuItem item = new MenuItem(menu, SWT.CHECK);
        item.setText(text);
        item.setSelection(checked);
        item.addListener(SWT.Selection, e -> action.accept(item.getSelection()));
    }

    private static void item(Menu menu, String text, Runnable action) {
        MenuItem item = new MenuItem(menu, SWT.PUSH);
        item.setText(text);
        item.addListener(SWT.Selection, e -> action.run());
    }
}
