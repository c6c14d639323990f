package org.jts.ui.internal.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.market.SymbolId;
import org.jts.ui.context.Instrument;
import org.jts.ui.context.OrderSuggestion;
import org.jts.ui.context.TradeContextListener;
import org.jts.ui.internal.Preferences;
import org.jts.ui.kit.OnUi;
import org.junit.jupiter.api.Test;

class TradeContextTest {
    private static final Instrument SAMSUNG = new Instrument(new BrokerId("kis"), SymbolId.parse("KRX:005930"));
    private static final AccountKey ACCOUNT = new AccountKey(new BrokerId("kis"), new AccountId("5001 2345-01"));

    @Test
    void everyListenerIsToldOnceOfAChange() {
        List<String> told = new ArrayList<>();
        OnUi.run(display -> {
            Preferences.node().remove("context.instrument");
            TradeContextImpl context = new TradeContextImpl();
            context.listen(noting(told));
            context.select(SAMSUNG);
            context.select(SAMSUNG);
            context.suggest(OrderSuggestion.ofPrice(BigDecimal.TEN));
        });
        assertEquals(List.of("KRX:005930", "10"), told);
    }

    @Test
    void aListenerThatFailsDoesNotKeepTheNextFromFollowing() {
        List<String> told = new ArrayList<>();
        OnUi.run(display -> {
            Preferences.node().remove("context.instrument");
            TradeContextImpl context = new TradeContextImpl();
            context.listen(new TradeContextListener() {
                @Override
                public void instrumentChanged(Optional<Instrument> instrument) {
                    throw new IllegalStateException("a fault of the test's own making");
                }
            });
            context.listen(noting(told));
            context.select(SAMSUNG);
        });
        assertEquals(List.of("KRX:005930"), told);
    }

    @Test
    void theChoiceIsRememberedOverRestarts() {
        OnUi.run(display -> {
            TradeContextImpl context = new TradeContextImpl();
            context.select(SAMSUNG);
            context.select(ACCOUNT);
            TradeContextImpl afterRestart = new TradeContextImpl();
            assertEquals(Optional.of(SAMSUNG), afterRestart.instrument());
            assertEquals(Optional.of(ACCOUNT), afterRestart.account());
        });
    }

    @Test
    void aMemoryThatCannotBeReadIsLeftOut() {
        OnUi.run(display -> {
            Preferences.node().put("context.instrument", "KIS not:a:symbol id");
            assertEquals(Optional.empty(), new TradeContextImpl().instrument());
            Preferences.node().remove("context.instrument");
        });
    }

    @Test
    void anotherThreadIsRefused() {
        TradeContextImpl context = OnUi.get(TradeContextImpl::new);
        assertThrows(IllegalStateException.class, context::instrument);
    }

    private static TradeContextListener noting(List<String> told) {
        return new TradeContextListener() {
            @Override
            public void instrumentChanged(Optional<Instrument> instrument) {
                told.add(instrument.orElseThrow().symbol().toString());
            }

            @Override
            public void suggested(OrderSuggestion suggestion) {
                told.add(suggestion.price().orElseThrow().toPlainString());
            }
        };
    }
}
