"""The compiled heart of the simulation: one office day after another, event by event.

Times are minutes from midnight; NEVER is a time that does not come. tests/staffing/twin.py is a plain twin of it all.

- **Events.** At equal times: service ends (the lower officer first), then posts change, then visitors come back (the
  earlier ticket first), then tickets are taken. After each event waiting visitors meet idle officers; then standby
  officers sit down, leave, or are called.
- **Who is called.** Lowest priority number, then earliest ticket, at every step; a booked visitor too has the place of
  his ticket, though he waits from his appointment if that is later. Nobody is interrupted.
- **By whom.** The idle officer with the fewest steps now, then the longest idle, then the lower number.
- **Guard.** Who has waited in a queue for longer than it is called as if his priority were 0, by ticket among these.
- **Patience.** Who has not been called when it ends has left; called at that very moment he is served. It ends with
  the first call.
- **Posts.** Who leaves a post finishes the visitor in hand; a break begins late then, and still ends by the plan.
- **Same officer.** Such a stop waits for the officer of the stop before as long as he serves its step; when he gives
  that up, for anybody.
- **Delays.** From AWAY_MINUTES on the visitor is outside, and is sent home if he could come back only after closing.
- **Closing.** The end of the last slot with a post. Tickets from then on are not served; that slot's crew stays until
  nobody waits whom it can serve. Overtime is what each works, or must stay for his steps, beyond his shift's end.
- **Stranded.** Whoever waits for a step that nobody serves any more keeps nobody: the day ends without him.
"""
