package org.jts.simulator.kis.internal;

import org.jts.exchange.Answer;

/** What the exchange refuses, in the words and codes of the broker's two services. */
final class Refusals {

    private static final String REAL = "7";
    private static final String PAPER = "1";

    private Refusals() {
    }

    static Reply of(boolean paper, Answer.Refused refused) {
        return paper ? paper(refused) : real(refused);
    }

    private static Reply real(Answer.Refused refused) {
        return switch (refused.reason()) {
            case INSUFFICIENT_FUNDS -> real("APBK0952", "주문가능금액을 초과 했습니다");
            case INSUFFICIENT_HOLDINGS -> real("APBK0400", "주문 가능한 수량을 초과 했습니다.");
            case MARKET_CLOSED -> real("APBK0918", "장운영시간이 아닙니다.(주문불가)");
            case UNKNOWN_SYMBOL -> real("APBK0656", "해당종목정보가 없습니다.");
            case PRICE_TICK -> real("APBK0918", "호가단위 오류입니다.");
            case PRICE_LIMIT -> real("APBK0918", "상/하한가 범위를 벗어난 가격입니다.");
            case ORDER_CLOSED -> real("APBK0344", "정정/취소할 수량이 없습니다.");
            case UNKNOWN_ORDER -> real("APBK0340", "원주문번호가 존재하지 않습니다.");
            case QUANTITY -> real("APBK0918", "주문수량 오류입니다.");
            default -> real("APBK1943", "시장가 호가 불가 등으로 주문이 거부되었습니다.");
        };
    }

    private static Reply paper(Answer.Refused refused) {
        return switch (refused.reason()) {
            case INSUFFICIENT_FUNDS -> paper("40250000", "모의투자 주문가능금액이 부족합니다.");
            case INSUFFICIENT_HOLDINGS -> paper("40240000", "모의투자 주문가능수량이 부족합니다.");
            case MARKET_CLOSED -> paper("40580000", "모의투자 장종료 입니다.");
            case PRICE_TICK -> paper("40030000", "모의투자 호가단위 오류입니다.");
            case PRICE_LIMIT -> paper("40040000", "모의투자 상/하한가 오류입니다.");
            case ORDER_CLOSED -> paper("40330000", "모의투자 정정/취소할 수량이 없습니다.");
            case UNKNOWN_ORDER -> paper("40320000", "모의투자 원주문번호가 존재하지 않습니다.");
            case QUANTITY -> paper("40060000", "모의투자 주문수량 오류입니다.");
            default -> paper("40070000", "모의투자 주문처리가 안되었습니다(매매불가 종목)");
        };
    }

    static Reply real(String code, String text) {
        return Reply.refused(REAL, code, text);
    }

    static Reply paper(String code, String text) {
        return Reply.refused(PAPER, code, text);
    }
}
