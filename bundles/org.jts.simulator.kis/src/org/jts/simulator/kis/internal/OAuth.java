package org.jts.simulator.kis.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.nio.charset.StandardCharsets;

import org.jts.api.time.TimeSource;

/**
 * Tokens, approval keys and hash keys. The minute rule is looked at before the six hours in which the same token is
 * handed out again: the broker does not say which comes first, and that order fits what was observed.
 */
final class OAuth {

    private static final Duration LIFE = Duration.ofHours(24);
    private static final Duration REUSE = Duration.ofHours(6);
    private static final int FORBIDDEN = 403;

    /** What an app key was given. Guarded by the desk. */
    private static final class Given {
        String token = "";
        Instant issued = Instant.MIN;
        Instant lastAsked = Instant.MIN;
        boolean revoked;
    }

    /** A key for sessions of the WebSocket, and whose it is. */
    private record Approval(String appKey, Instant until) {
    }

    private final Config config;
    private final TimeSource time;
    private final Map<String, Approval> approvals = new ConcurrentHashMap<>();
    private final Map<String, Given> given = new HashMap<>();
    private int issues;

    OAuth(Config config, TimeSource time) {
        this.config = config;
        this.time = time;
        config.keys().keySet().forEach(key -> given.put(key, new Given()));
    }

    synchronized Reply token(Incoming in) {
        Reply wrong = wrongKey(in.field("appkey"), in.field("appsecret"));
        if (wrong != null) {
            return wrong;
        }
        if (!in.field("grant_type").equals("client_credentials")) {
            return Reply.oauth(FORBIDDEN, "EGW00116", "유효하지 않은 grant_type입니다.");
        }
        Given mine = given.get(in.field("appkey"));
        Instant now = time.now();
        if (!mine.lastAsked.equals(Instant.MIN)
                && mine.lastAsked.plusSeconds(config.tokenPauseSeconds()).isAfter(now)) {
            return Reply.oauth(FORBIDDEN, "EGW00133", "접근토큰 발급 잠시 후 다시 시도하세요(1분당 1회)");
        }
        mine.lastAsked = now;
        if (mine.token.isEmpty() || mine.revoked || mine.issued.plus(REUSE).isBefore(now)) {
            mine.token = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzUxMiJ9." + UUID.randomUUID() + UUID.randomUUID();
            mine.issued = now;
            mine.revoked = false;
            issues++;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", mine.token);
        body.put("access_token_token_expired", Texts.dateTime(mine.issued.plus(LIFE)));
        body.put("token_type", "Bearer");
        body.put("expires_in", (int) Duration.between(now, mine.issued.plus(LIFE)).toSeconds());
        return Reply.of(body);
    }

    synchronized Reply revoke(Incoming in) {
        Given mine = given.get(in.field("appkey"));
        if (mine == null || mine.token.isEmpty() || !in.field("token").equals(mine.token)) {
            return Reply.oauth(FORBIDDEN, "EGW00121", "유효하지 않은 token 입니다.");
        }
        mine.revoked = true;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", 200);
        body.put("message", "접근토큰 폐기에 성공하였습니다");
        return Reply.of(body);
    }

    Reply approval(Incoming in) {
        Reply wrong = wrongKey(in.field("appkey"), in.field("secretkey"));
        if (wrong != null) {
            return wrong;
        }
        String key = UUID.randomUUID().toString();
        approvals.put(key, new Approval(in.field("appkey"), time.now().plus(LIFE)));
        return Reply.of(Map.of("approval_key", key));
    }

    Reply hash(Incoming in) {
        Reply wrong = wrongKey(in.header("appkey"), in.header("appsecret"));
        if (wrong != null) {
            return wrong;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("BODY", in.fields());
        body.put("HASH", hash(in.body()));
        return Reply.of(body);
    }

    static String hash(String body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected every Java to have SHA-256", e);
        }
    }

    private Reply wrongKey(String key, String secret) {
        if (!config.keys().containsKey(key)) {
            return Reply.oauth(FORBIDDEN, "EGW00103", "유효하지 않은 AppKey입니다.");
        }
        return secret.equals(config.keys().get(key)) ? null
                : Reply.oauth(FORBIDDEN, "EGW00105", "유효하지 않은 AppSecret입니다.");
    }

    /** @return what is wrong with the credentials of a call, or null */
    synchronized Reply check(Incoming in) {
        Given mine = given.get(in.header("appkey"));
        if (mine == null) {
            return Reply.gateway("EGW00103", "유효하지 않은 AppKey입니다.");
        }
        if (!in.header("appsecret").equals(config.keys().get(in.header("appkey")))) {
            return Reply.gateway("EGW00304", "고객식별키(법인 personalSeckey, 개인 appSecret)가 유효하지 않습니다.");
        }
        String bearer = in.header("authorization");
        if (bearer.isEmpty()) {
            return Reply.gateway("EGW00122", "token 이 존재하지 않습니다.");
        }
        if (!bearer.startsWith("Bearer ")) {
            return Reply.gateway("EGW00205", "credentials_type이 유효하지 않습니다.(Bearer)");
        }
        if (mine.revoked || mine.token.isEmpty() || !bearer.substring("Bearer ".length()).equals(mine.token)) {
            return Reply.gateway("EGW00121", "유효하지 않은 token 입니다.");
        }
        return time.now().isBefore(mine.issued.plus(LIFE)) ? null
                : Reply.gateway("EGW00123", "기간이 만료된 token 입니다.");
    }

    /** The app key that it was given to, while it is good. */
    Optional<String> approved(String approvalKey) {
        return Optional.ofNullable(approvals.get(approvalKey)).filter(a -> time.now().isBefore(a.until()))
                .map(Approval::appKey);
    }

    synchronized void revokeAll() {
        given.values().forEach(g -> g.revoked = true);
    }

    synchronized int issues() {
        return issues;
    }
}
