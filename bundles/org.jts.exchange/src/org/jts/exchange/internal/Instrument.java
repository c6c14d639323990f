package org.jts.exchange.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

import org.jts.api.market.Symbol;
import org.jts.api.market.TickTable.Band;
import org.jts.exchange.FeeSchedule.Rates;
import org.jts.exchange.Listing;
import org.jts.exchange.MarketRules;

/**
 * A listing in whole numbers: prices in units of 10^-priceScale, quantities in lots, amounts in those of the currency.
 * Prices below a thousandth of the first price are not kept: so a coin at 100 million needs no eight decimals.
 */
final class Instrument {

    private static final BigDecimal SMALLEST_PART = new BigDecimal("0.001");
    private static final long RATE_UNIT = 100_000_000L;

    final int index;
    final Listing listing;
    final Symbol symbol;
    final MarketRules rules;
    final Currency currency;
    final int priceScale;
    final long firstPrice;
    final long lowestPrice;

    private final long[] bandFrom;
    private final long[] bandTick;
    private final double priceUnit;
    private final int lotScale;
    private final long lotUnscaled;
    private final long valueFactor;
    private final long valueDivisor;
    private final long buyCommission;
    private final long sellCommission;
    private final long sellTax;

    Instrument(int index, Listing listing, Currency currency, Rates rates) {
        this.index = index;
        this.listing = listing;
        this.currency = currency;
        symbol = listing.symbol();
        rules = listing.rules();
        List<Band> bands = bandsInUse(listing);
        priceScale = priceScale(listing);
        bandFrom = bands.stream().mapToLong(b -> b.from().setScale(priceScale, RoundingMode.CEILING)
                .unscaledValue().longValueExact()).toArray();
        bandTick = bands.stream().mapToLong(b -> Exact.scaled(b.tick(), priceScale)).toArray();
        bandFrom[0] = 0;
        priceUnit = 1.0 / Exact.powerOfTen(priceScale);
        lotScale = Math.max(0, symbol.lotSize().stripTrailingZeros().scale());
        lotUnscaled = Exact.scaled(symbol.lotSize(), lotScale);
        int spare = currency.scale() - priceScale - lotScale;
        valueFactor = Math.multiplyExact(lotUnscaled, Exact.powerOfTen(Math.max(0, spare)));
        valueDivisor = Exact.powerOfTen(Math.max(0, -spare));
        buyCommission = Exact.scaled(rates.buyCommission(), 8);
        sellCommission = Exact.scaled(rates.sellCommission(), 8);
        sellTax = Exact.scaled(rates.sellTax(), 8);
        lowestPrice = roundUp(Math.max(1, listing.previousClose().multiply(SMALLEST_PART)
                .setScale(priceScale, RoundingMode.CEILING).unscaledValue().longValueExact()));
        firstPrice = nearest(listing.previousClose().doubleValue());
    }

    /** How many decimals price times quantity of a listing can have. */
    static int valueDecimals(Listing listing) {
        return priceScale(listing) + Math.max(0, listing.symbol().lotSize().stripTrailingZeros().scale());
    }

    private static int priceScale(Listing listing) {
        int scale = 0;
        for (Band band : bandsInUse(listing)) {
            scale = Math.max(scale, band.tick().stripTrailingZeros().scale());
        }
        return scale;
    }

    private static List<Band> bandsInUse(Listing listing) {
        List<Band> bands = listing.symbol().ticks().bands();
        BigDecimal smallest = listing.previousClose().multiply(SMALLEST_PART);
        int first = 0;
        while (first + 1 < bands.size() && bands.get(first + 1).from().compareTo(smallest) <= 0) {
            first++;
        }
        return bands.subList(first, bands.size());
    }

    long tickAt(long price) {
        int i = bandFrom.length - 1;
        while (bandFrom[i] > price) {
            i--;
        }
        return bandTick[i];
    }

    boolean isOnTick(long price) {
        return price % tickAt(price) == 0;
    }

    long roundDown(long price) {
        return price - price % tickAt(price);
    }

    long roundUp(long price) {
        long tick = tickAt(price);
        return (price + tick - 1) / tick * tick;
    }

    long above(long price) {
        return price + tickAt(price);
    }

    /** @return the allowed price next below; 0 or less when there is none */
    long below(long price) {
        return price - tickAt(Math.max(0, price - 1));
    }

    /** @return the allowed price nearest to it, not below the lowest that is kept */
    long nearest(double price) {
        long exact = Math.round(price / priceUnit);
        if (exact <= lowestPrice) {
            return lowestPrice;
        }
        long down = roundDown(exact);
        long up = roundUp(exact);
        return exact - down < up - exact ? down : up;
    }

    double asDouble(long price) {
        return price * priceUnit;
    }

    BigDecimal decimalPrice(long price) {
        return Exact.decimal(price, priceScale);
    }

    BigDecimal decimalQuantity(long lots) {
        return lotUnscaled == 1 ? Exact.decimal(lots, lotScale)
                : Exact.decimal(Math.multiplyExact(lots, lotUnscaled), lotScale);
    }

    /** @return the price in whole units; -1 when it lies between them or does not fit: then it is on no tick */
    long price(BigDecimal price) {
        try {
            return Exact.scaled(price, priceScale);
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    /** @return the quantity in lots; -1 when it is no whole number of them, or too large */
    long lots(BigDecimal quantity) {
        try {
            long unscaled = Exact.scaled(quantity, lotScale);
            return unscaled % lotUnscaled == 0 ? unscaled / lotUnscaled : -1;
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    /** @return price times quantity, rounded down to what the currency counts */
    long value(long price, long lots) {
        if (valueDivisor == 1) {
            return Math.multiplyExact(Math.multiplyExact(price, lots), valueFactor);
        }
        return Exact.mulDiv(price, Math.multiplyExact(lots, valueFactor), valueDivisor);
    }

    /** @return the commission on all that an order traded */
    long commission(boolean buy, long value) {
        return rounded(value, buy ? buyCommission : sellCommission);
    }

    /** @return the taxes on all that an order traded */
    long tax(boolean buy, long value) {
        return buy ? 0 : rounded(value, sellTax);
    }

    private long rounded(long value, long rate) {
        if (rate == 0) {
            return 0;
        }
        long exact = Exact.mulDiv(value, rate, RATE_UNIT);
        return exact - exact % currency.unit();
    }
}
