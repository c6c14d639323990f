-- The shared budget of one metered key. One call completes what has ended and takes what is asked for, in all windows
-- at once or not at all. Costs are vectors, one figure a window; times are microseconds of a clock that only goes
-- forward.
--
-- KEYS  1 the state (hash), 2.. one list a window with what has settled: (time, cost), oldest first
-- ARGV  1 op  2 process  3 epoch it knows  4 signature of the rules  5 CLOCK:LEFT, what the clock must be by now,
--       known when so much time was left out (0 when it does not know)  6 whether the server may be another one than
--       before  7 lease  8 grace  9 windows (n)
--       10.. span, pool, reserved, cell of each window, then what the op needs
--
-- Fields of the state: s all figures, d what processes wait for, o permits of processes that are gone, g when they
-- went and what they had used of their shares, w who went to come back under other rules, p:ID a process

local KEY, OP, ME = KEYS[1], ARGV[1], ARGV[2]
local bound, rebound = string.match(ARGV[5], '(%d+):(%d+)')
bound, rebound = tonumber(bound), tonumber(rebound)
local lease, grace, n = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local SLACK, NEVER = 50000, 9e15
local QUIET, TURN, SWEEP, ALIVE, LOOK = 60000000, 5000000, 250000, 5000000, 1000000
local ALL = 1000000000
-- how a run is asked for: as any, only out of plenty, or as one whose turn it is whatever its lane
local SPARE, DUE = 1, 2
local EPOCH, RUN, SIG, LC, LT, FROZEN, SHARE, SHARED_AT, STEP, REFUSALS, SWEEP_AT, LIVE, BORN, LEFT_OUT, EXPECTED, HERE,
    GONE, KNOWN, COLD, FIRST = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20
-- of a window, from FIRST on: in flight, settled, time of the oldest and newest entry, cost of the newest, opens at,
-- entries, what may have been used of the share of a place that was left, what it counts, in flight of the time before
-- the rules changed
local FLIGHT, SETTLED, HEAD, TAIL, TAIL_COST, OPENS, COUNT, OWED, KIND_OF, INHERITED, FIELDS = 0, 1, 2, 3, 4, 5, 6, 7,
    8, 9, 10
-- of a process: number of its last call, when it was heard of, kind, what the last call was given, number of the call
-- by which it joined, what it has in flight
local SEQ, SEEN, KIND, GIVEN, JOINED, OWN = 1, 2, 3, 4, 5, 6

local at = 9
local function arg()
    at = at + 1
    return tonumber(ARGV[at])
end
local function vector()
    local v = {}
    for i = 1, n do v[i] = arg() end
    return v
end

local span, pool, reserved, cell = {}, {}, {}, {}
for i = 1, n do span[i], pool[i], reserved[i], cell[i] = arg(), arg(), arg(), arg() end

local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local got = redis.call('HMGET', KEY, 's', 'p:' .. ME, 'd')
local s = got[1] and cmsgpack.unpack(got[1])
local p = got[2] and cmsgpack.unpack(got[2])

local function server()
    return string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
end

-- The clock must never run faster than time: what has settled would age too early. The server's own may be set, or be
-- another machine's, so it is believed only as far as the caller has seen time pass. Time that is left out is never
-- made up for: whoever knew the clock before knows it less that much. What has settled is charged from the clock, which
-- may be SLACK ahead of what the caller can prove, and ages by what it can prove.
local proven = 0

local function advance()
    local passed = now - s[LT]
    s[LT] = now
    local knows = bound > 0 and ARGV[3] == s[EPOCH]
    local least = knows and bound - (s[LEFT_OUT] - rebound) or 0
    local most = math.max(0, least - s[LC])
    if not knows or passed > math.max(0, least + SLACK - s[LC]) then
        s[LEFT_OUT] = s[LEFT_OUT] + math.max(0, passed - most)
        passed = math.min(math.max(0, passed), most)
    elseif passed < 0 then
        s[LEFT_OUT], passed = s[LEFT_OUT] + most, 0
    end
    s[LC] = s[LC] + passed
    proven = math.min(s[LC], least)
end

local function base(i) return FIRST + (i - 1) * FIELDS end

local function push(i, time, cost)
    local b = base(i)
    redis.call('RPUSH', KEYS[1 + i], cmsgpack.pack(time, cost))
    s[b + SETTLED], s[b + TAIL], s[b + TAIL_COST] = s[b + SETTLED] + cost, time, cost
    s[b + COUNT] = s[b + COUNT] + 1
    if s[b + HEAD] == NEVER then s[b + HEAD] = time end
end

local function settle(i, cost)
    local b = base(i)
    if s[b + TAIL] >= s[LC] then
        s[b + SETTLED], s[b + TAIL_COST] = s[b + SETTLED] + cost, s[b + TAIL_COST] + cost
        redis.call('LSET', KEYS[1 + i], -1, cmsgpack.pack(s[b + TAIL], s[b + TAIL_COST]))
    else
        push(i, s[LC] + cell[i] - s[LC] % cell[i], cost)
    end
end

-- Drops what is older than the window, seen from a time. False when the entries are not those that the state speaks of:
-- the server threw some away to make room, or a call broke off between them and the state.
local function forget(i, from)
    local b, old = base(i), from - span[i]
    if redis.call('LLEN', KEYS[1 + i]) ~= s[b + COUNT] then return false end
    while s[b + HEAD] <= old do
        local time, cost = cmsgpack.unpack(redis.call('LPOP', KEYS[1 + i]))
        if time ~= s[b + HEAD] then return false end
        s[b + SETTLED], s[b + COUNT] = s[b + SETTLED] - cost, s[b + COUNT] - 1
        local following = redis.call('LINDEX', KEYS[1 + i], 0)
        if following then
            s[b + HEAD] = cmsgpack.unpack(following)
        else
            s[b + HEAD], s[b + TAIL] = NEVER, 0
        end
    end
    return true
end

local function processes()
    local fields, found = redis.call('HGETALL', KEY), {}
    for f = 1, #fields, 2 do
        if string.sub(fields[f], 1, 2) == 'p:' then
            found[string.sub(fields[f], 3)] = cmsgpack.unpack(fields[f + 1])
        end
    end
    return found
end

local function read(field)
    local raw = redis.call('HGET', KEY, field)
    return raw and cmsgpack.unpack(raw) or {}
end

-- Who went, as long as it matters to whoever takes the place.
local function gone()
    local recent, longest = {}, 0
    for i = 1, n do longest = math.max(longest, span[i]) end
    for _, place in ipairs(read('g')) do
        if place[1] + lease + grace + longest > s[LC] then recent[#recent + 1] = place end
    end
    return recent
end

-- A process that died told nobody what it had used of its share.
local function went(list, time, used)
    local place = {time}
    for i = 1, n do place[1 + i] = used and used[i] or ALL end
    list[#list + 1], s[GONE] = place, s[GONE] + 1
end

local function orphan(list, record, due)
    local left, any = {due}, false
    for i = 1, n do
        left[i + 1] = record[OWN + i - 1]
        any = any or left[i + 1] > 0
    end
    if any then list[#list + 1] = left end
end

-- What may have been used of the share that comes with a place: nothing when as many as are expected have been here,
-- with those who left, and nobody else; not known (-1) while the pool does not know what was before it began.
local function owe(left)
    for i = 1, n do
        local places, most = s[HERE], s[HERE] > s[EXPECTED] and ALL or 0
        for _, place in ipairs(left) do
            if place[1] + lease + grace + span[i] > s[LC] then
                places, most = places + 1, math.max(most, place[1 + i])
            end
        end
        if s[base(i) + OPENS] > s[LC] then most = -1 elseif places <= s[EXPECTED] then most = 0 end
        s[base(i) + OWED] = most
    end
end

-- Who left to come back counts as here until he has, or lease and grace are over.
local function away()
    local still = {}
    for _, one in ipairs(read('w')) do
        if redis.call('HEXISTS', KEY, 'p:' .. one[1]) == 0 then
            if one[2] + lease + grace > s[LC] then
                still[#still + 1], s[HERE] = one, s[HERE] + 1
            else
                s[GONE] = s[GONE] + 1
            end
        end
    end
    redis.call('HSET', KEY, 'w', cmsgpack.pack(still))
end

-- Processes not heard of for the time of their lease are gone: what they had in flight ages from its end, and a grace.
local function sweep()
    s[SWEEP_AT], s[LIVE], s[HERE] = s[LC] + SWEEP, 0, 0
    local list, kept, left = read('o'), {}, gone()
    for id, record in pairs(processes()) do
        if id ~= ME and record[SEEN] + lease <= s[LC] then
            orphan(list, record, record[SEEN] + lease + grace)
            redis.call('HDEL', KEY, 'p:' .. id)
            went(left, record[SEEN])
        else
            s[HERE] = s[HERE] + 1
            if id == ME or record[SEEN] + ALIVE > s[LC] then s[LIVE] = s[LIVE] + 1 end
        end
    end
    away()
    for _, permits in ipairs(list) do
        if permits[1] <= s[LC] then
            for i = 1, n do
                if permits[i + 1] > 0 then
                    s[base(i) + FLIGHT] = s[base(i) + FLIGHT] - permits[i + 1]
                    settle(i, permits[i + 1])
                end
            end
        else
            kept[#kept + 1] = permits
        end
    end
    for i = 1, n do
        local b = base(i)
        if s[b + INHERITED] > 0 and s[BORN] + lease + grace <= s[LC] then
            s[b + FLIGHT] = s[b + FLIGHT] - s[b + INHERITED]
            settle(i, s[b + INHERITED])
            s[b + INHERITED] = 0
        end
    end
    redis.call('HSET', KEY, 'o', cmsgpack.pack(kept), 'g', cmsgpack.pack(left))
    owe(left)
    local longest = lease + grace
    for i = 1, n do longest = math.max(longest, lease + grace + span[i]) end
    for k = 1, #KEYS do redis.call('PEXPIRE', KEYS[k], math.floor(longest / 1000) + 86400000) end
end

-- When so much of what has settled will have aged, seen from now; the whole window when that hangs on what is in
-- flight.
local function freeIn(i, excess)
    local from = 0
    while excess <= s[base(i) + SETTLED] do
        local entries = redis.call('LRANGE', KEYS[1 + i], from, from + 63)
        if #entries == 0 then break end
        for _, entry in ipairs(entries) do
            local time, cost = cmsgpack.unpack(entry)
            excess = excess - cost
            if excess <= 0 then return math.max(0, time + span[i] - s[LC]) end
        end
        from = from + 64
    end
    return span[i]
end

-- Who waits: {process, lane, since, until, costs}. A wait of TURN makes it anyone's turn, whatever the lane.
local demands = {}
local mine = {}
local function readDemands()
    for _, d in ipairs(got[3] and cmsgpack.unpack(got[3]) or {}) do
        if d[1] == ME then mine[d[2]] = d
        elseif d[4] > s[LC] then demands[#demands + 1] = d end
    end
end

local function rank(lane, since)
    return s[LC] - since >= TURN and -1 or lane
end

local function heldFor(others, lane, since)
    local held = {}
    for i = 1, n do held[i] = 0 end
    for _, d in ipairs(others) do
        local theirs = rank(d[2], d[3])
        local before = d[3] < since or (d[3] == since and d[1] < ME)
        if theirs < lane or (theirs == lane and before) then
            for i = 1, n do held[i] = held[i] + d[4 + i] end
        end
    end
    return held
end

local function room(i, lane, held, cost)
    local b = base(i)
    local used = s[b + FLIGHT] + s[b + SETTLED]
    local limit = math.max(1, math.floor(pool[i] * s[SHARE] / 1000))
    if pool[i] == 0 then limit = 0 end
    if lane > 1 then limit = math.max(math.min(limit, 1), limit - reserved[i]) end
    local left = limit - used - held
    if used == 0 and held == 0 and pool[i] >= cost then left = math.max(left, cost) end
    return left
end

local function state(status, wait, extra)
    local shut = 0
    for i = 1, n do shut = math.max(shut, s[base(i) + OPENS] - s[LC]) end
    local reply = {status, s[EPOCH], s[LC], wait, math.max(0, s[FROZEN] - s[LC]), s[SHARE], s[REFUSALS], shut, s[LIVE],
        s[LEFT_OUT], s[HERE], s[GONE]}
    for i = 1, n do reply[#reply + 1] = s[base(i) + FLIGHT] + s[base(i) + SETTLED] end
    for i = 1, n do reply[#reply + 1] = s[base(i) + OWED] end
    for _, e in ipairs(extra) do reply[#reply + 1] = e end
    return reply
end

local function recover()
    while s[SHARE] < 1000 and s[LC] - s[SHARED_AT] >= QUIET do
        s[SHARED_AT], s[SHARE], s[STEP] = s[SHARED_AT] + QUIET, math.min(1000, s[SHARE] + 50), 0
    end
end

-- What is in flight is what processes have, those that are gone too: nobody can end more than he has.
local function complete(done, back)
    for i = 1, n do
        local ended = math.min(done[i] + back[i], p[OWN + i - 1])
        s[base(i) + FLIGHT] = s[base(i) + FLIGHT] - ended
        p[OWN + i - 1] = p[OWN + i - 1] - ended
        if done[i] > 0 then settle(i, done[i]) end
    end
end

-- How many of one run of equal requests fit into every window now.
local function fitting(count, cost, held, lane, spare)
    local k = count
    for i = 1, n do
        if cost[i] > 0 then
            local left = room(i, lane, held[i], cost[i])
            if s[base(i) + OPENS] > proven then left = 0 end
            k = math.min(k, math.floor((spare and left / 4 or left) / cost[i]))
        end
    end
    return math.max(0, k)
end

-- When one request more will fit, after k of them.
local function nextIn(k, cost, held, lane)
    local wait = math.max(0, s[FROZEN] - s[LC])
    for i = 1, n do
        if cost[i] > 0 then
            local left = room(i, lane, held[i] + cost[i] * k, cost[i])
            wait = math.max(wait, s[base(i) + OPENS] - s[LC])
            if left < cost[i] then wait = math.max(wait, freeIn(i, cost[i] - left)) end
        end
    end
    return wait
end

-- Takes what it can of one run. Returns how many, when the next one might go, and since when it has waited.
local function take(lane, count, cost, mode, ahead)
    local since = mine[lane] and mine[lane][3] or s[LC]
    local effective = mode == DUE and -1 or rank(lane, since)
    local turn = effective < 0 and lane > 1
    local held = heldFor(demands, effective, since)
    for i = 1, n do held[i] = held[i] + ahead[i] end
    local open = turn and 0 or lane
    local k = s[FROZEN] > s[LC] and 0 or fitting(turn and 1 or count, cost, held, open, mode == SPARE)
    local wait = k < count and mode ~= SPARE and nextIn(k, cost, held, open) or 0
    for i = 1, n do
        s[base(i) + FLIGHT] = s[base(i) + FLIGHT] + cost[i] * k
        p[OWN + i - 1] = p[OWN + i - 1] + cost[i] * k
    end
    return k, wait, since
end

-- Each lane that did not get all leaves what it waits for, so that it keeps its place among other processes.
local function takeAll(runs)
    readDemands()
    local granted, ahead, wishes, wishing, soonest = {}, {}, {}, next(mine) ~= nil, LOOK
    local denied = false
    for i = 1, n do ahead[i] = 0 end
    for r = 1, runs do
        local lane, count, mode = arg(), arg(), arg()
        local cost = vector()
        local k, wait, since = 0, 0, 0
        if mode ~= SPARE or (#demands == 0 and not denied) then
            k, wait, since = take(lane, count, cost, mode, ahead)
        end
        granted[r] = k
        if k < count and mode ~= SPARE then
            denied, wishing, soonest = true, true, math.min(soonest, wait)
            local wish = wishes[lane] or {ME, lane, k > 0 and s[LC] or since, 0}
            for i = 1, n do
                ahead[i] = ahead[i] + cost[i] * (count - k)
                wish[4 + i] = (wish[4 + i] or 0) + cost[i] * (count - k)
            end
            wishes[lane] = wish
        end
    end
    for _, wish in pairs(wishes) do
        wish[4] = s[LC] + soonest + 100000
        demands[#demands + 1] = wish
    end
    if wishing then redis.call('HSET', KEY, 'd', cmsgpack.pack(demands)) end
    return granted, denied and soonest or 0
end

local function save()
    p[SEEN] = s[LC]
    redis.call('HSET', KEY, 's', cmsgpack.pack(s), 'p:' .. ME, cmsgpack.pack(p))
end

-- Everything that is kept at each call. False when this epoch is over: the state is of another server, or incomplete.
local function goOn()
    if not s or not p or s[EPOCH] ~= ARGV[3] or s[SIG] ~= ARGV[4] then return false end
    if (ARGV[6] == '1' or now < s[LT] or now - s[LT] > 5000) and server() ~= s[RUN] then return false end
    advance()
    for i = 1, n do
        if not forget(i, proven) then
            redis.call('DEL', KEY)
            return false
        end
    end
    recover()
    if s[LC] >= s[SWEEP_AT] then sweep() end
    return true
end

-- Before anything is changed: what has changed by then is not written down.
local function isLate(seq)
    return s and p and s[EPOCH] == ARGV[3] and seq < p[SEQ]
end

-- op T: sequence number, done, given back, runs, then lane, count, mode, cost of each
local function serve()
    local seq, done, back, runs = arg(), vector(), vector(), arg()
    if isLate(seq) then return {'PAST'} end
    if not goOn() then return {'JOIN'} end
    local granted, wait = {}, 0
    if seq == p[SEQ] then
        granted, wait = cmsgpack.unpack(p[GIVEN]), 20000
    else
        complete(done, back)
        granted, wait = takeAll(runs)
        p[SEQ], p[GIVEN] = seq, cmsgpack.pack(granted)
    end
    save()
    return state('OK', wait, granted)
end

-- op F: sequence number, how long the broker says to wait (-1: it refused nothing), then what it counted in each window
-- (-1: unknown)
local function heed()
    local seq, after, counted = arg(), arg(), vector()
    if isLate(seq) then return {'PAST'} end
    if not goOn() then return {'JOIN'} end
    if p[SEQ] == seq then after, counted = -1, {} end
    if after >= 0 then
        s[REFUSALS] = s[REFUSALS] + 1
        if s[FROZEN] > s[LC] then
            s[FROZEN] = math.max(s[FROZEN], s[LC] + after)
            s[SHARED_AT] = s[FROZEN]
        else
            local back = math.min(60000000, 100000 * 2 ^ math.min(s[STEP], 10))
            s[STEP], s[SHARE] = s[STEP] + 1, math.max(250, math.floor(s[SHARE] * 0.9))
            s[FROZEN] = s[LC] + math.max(back, after)
            s[SHARED_AT] = s[FROZEN]
        end
    end
    for i = 1, n do
        local more = (counted[i] or -1) - s[base(i) + FLIGHT] - s[base(i) + SETTLED]
        if more > 0 then settle(i, more) end
    end
    p[SEQ], p[GIVEN] = seq, cmsgpack.pack({})
    save()
    return state('OK', 0, {})
end

-- op L: done, given back, what it has used of its share, whether it goes for good. What is still in flight ages as if
-- it had died now.
local function leave()
    local done, back, used, good = vector(), vector(), vector(), arg()
    if not goOn() then return {'JOIN'} end
    complete(done, back)
    local list, left = read('o'), gone()
    orphan(list, p, s[LC] + lease + grace)
    went(left, s[LC], used)
    if good == 0 then
        -- It will tell itself what it has had.
        s[GONE] = s[GONE] - 1
        local out = read('w')
        out[#out + 1] = {ME, s[LC]}
        redis.call('HSET', KEY, 'w', cmsgpack.pack(out))
    end
    redis.call('HSET', KEY, 's', cmsgpack.pack(s), 'o', cmsgpack.pack(list), 'g', cmsgpack.pack(left))
    redis.call('HDEL', KEY, 'p:' .. ME)
    return {'OK'}
end

-- A memory begins: nothing is known, or, under other rules, what the memory before them held. That is in flight until
-- whoever had it must have ended, unless all tell before.
local function begin(epoch, expected, counts, old)
    for k = 1, #KEYS do redis.call('DEL', KEYS[k]) end
    s = {epoch, server(), ARGV[4], now, now, 0, 1000, now, 0, 0, now + SWEEP, 1, now, 0, expected, 0, 0, 0,
        old and 0 or 1}
    if old then
        s[FROZEN] = now + math.max(0, old[FROZEN] - old[LC])
        s[SHARE], s[STEP], s[REFUSALS], s[KNOWN] = old[SHARE], old[STEP], old[REFUSALS], old[HERE]
    end
    for i = 1, n do
        local b = base(i)
        s[b + FLIGHT], s[b + SETTLED], s[b + HEAD], s[b + TAIL], s[b + TAIL_COST] = 0, 0, NEVER, 0, 0
        s[b + OPENS], s[b + COUNT], s[b + OWED] = now + lease + grace + span[i], 0, -1
        s[b + KIND_OF], s[b + INHERITED] = counts[i], 0
        for o = FIRST, old and #old or 0, FIELDS do
            if old[o + KIND_OF] == counts[i] and old[o + OPENS] <= old[LC] then
                s[b + INHERITED], s[b + OPENS] = old[o + FLIGHT] + old[o + SETTLED], 0
                s[b + FLIGHT] = s[b + INHERITED]
            end
        end
    end
    p = false
end

-- A window of a new memory opens when everything of the time before must have aged, or everything is known because all
-- who were there have told: all have seen the time before (kind 2), or there was none for any that ever came (kind 0, a
-- cold start).
local function open(expected, wait)
    local live, kinds = 0, {[0] = 0, 0, 0}
    for id, record in pairs(processes()) do
        if id == ME or record[SEEN] + ALIVE > s[LC] then
            live, kinds[record[KIND]] = live + 1, kinds[record[KIND]] + 1
        end
    end
    s[LIVE] = live
    local cold = s[COLD] == 1 and kinds[0] == live
    local told = live >= math.max(expected, s[KNOWN]) and kinds[2] == live
    for i = 1, n do
        local b = base(i)
        if s[b + OPENS] > s[LC] then
            local all = told or cold and live >= expected
            s[b + OPENS] = all and 0 or s[BORN] + lease + grace + (cold and math.min(span[i], wait) or span[i])
        end
        if told then s[b + FLIGHT], s[b + INHERITED] = s[b + FLIGHT] - s[b + INHERITED], 0 end
    end
end

-- It has a place from now on, with what it has in flight. It may have had one that a call made which came late.
local function place(seq, kind, flight)
    for i = 1, n do
        if p then s[base(i) + FLIGHT] = s[base(i) + FLIGHT] - p[OWN + i - 1] end
        s[base(i) + FLIGHT] = s[base(i) + FLIGHT] + (flight and flight[i] or 0)
    end
    p = {seq, s[LC], kind, cmsgpack.pack({}), seq}
    for i = 1, n do p[OWN + i - 1] = flight and flight[i] or 0 end
end

-- What it has had of a memory that was lost.
local function had()
    while at < #ARGV do
        local age, cost = arg(), vector()
        for i = 1, n do
            if cost[i] > 0 and age < span[i] then push(i, s[LC] - age, cost[i]) end
        end
    end
end

-- How long nobody was there, for all that can be known: nobody has a place, and who had one in the memory before has
-- either come or is gone. It may be that the clock was set: windows of up to a minute do not age by it.
local function deserted()
    local there = next(processes()) ~= nil or s[LC] < s[BORN] + lease + grace
    return there and 0 or math.max(0, now - s[LT])
end

-- Whoever joins cannot tell a clock that was set from time in which nobody called: it is left out.
-- op J: sequence number, id of a memory to begin, processes expected, kind, how many it knows to have been there,
-- longest window to wait for at a cold start, what each window counts, in flight, then age and costs of what it had
local function join()
    local seq = arg()
    at = at + 1
    local fresh, expected, kind, others, wait, counts, flight = ARGV[at], arg(), arg(), arg(), arg(), vector(), vector()
    local same, old = s and server() == s[RUN], nil
    if same and s[SIG] ~= ARGV[4] then
        for id, record in pairs(processes()) do
            if id ~= ME and now - s[LT] + s[LC] < record[SEEN] + ALIVE then return {'MISMATCH', s[SIG]} end
        end
        same, old = false, s
    end
    if same then
        local gap = deserted()
        advance()
        for i = 1, n do same = forget(i, gap > 0 and span[i] > wait and s[LC] + gap or proven) and same end
    end
    if not same then begin(fresh, expected, counts, old) end
    -- Whoever has seen a memory before says that there was one, also when all who did are gone again.
    if kind > 0 then s[COLD] = 0 end
    local merges = s[EPOCH] ~= ARGV[3]
    if merges and (not p or seq > p[SEQ]) then
        place(seq, kind, flight)
        had()
        s[KNOWN] = math.max(s[KNOWN], others)
    elseif not p then
        place(seq, kind)
    end
    -- Whether it has kept its place, also when this call is repeated.
    local kept = p[JOINED] ~= seq and 1 or 0
    p[SEQ] = math.max(p[SEQ], seq)
    save()
    open(expected, wait)
    sweep()
    save()
    return state('OK', 0, {kept, merges and 1 or 0, p[SEQ]})
end

if OP == 'T' then return serve() end
if OP == 'J' then return join() end
if OP == 'F' then return heed() end
return leave()
