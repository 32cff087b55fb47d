# What the demo and the tests find in Odoo. Data only; seed.py puts it there.
#
# Every moment is an age: `ago(hours=3)` is three hours before the seed runs, so "fresh" stays fresh whenever it is
# started. People and companies are Odoo's own demo ones, or plainly made up under the reserved .example domain.
from datetime import timedelta as ago

MARC, ADMIN = "base.user_demo", "base.user_admin"

SOURCES = {
    "google": "Google Ads",
    "linkedin": "LinkedIn",
    "webinar": "Webinar",
    "newsletter": "Newsletter",
    "trade_show": "Trade show",
    "partner": "Partner referral",
    "website": "Website",
}
MEDIUMS = {"cpc": "cpc", "email": "Email", "event": "Event", "social": "Paid social", "organic": "Organic", "direct": "Direct"}
CAMPAIGNS = {
    "search": "Q4 brand search",
    "pricing": "Q4 pricing webinar",
    "benchmark": "Benchmark report 2026",
    "expo": "Workplace Expo 2026",
    "abm": "ABM tier 1 manufacturers",
    "digest": "Monthly product digest",
}
TAGS = {
    "vs_acme": "vs. Acme Suite",
    "vs_northlight": "vs. Northlight CRM",
    "vs_spreadsheet": "vs. spreadsheets",
}
LOST_REASONS = {"competitor": "Lost to competitor", "no_budget": "No budget this year"}

# key: (name, city, [(contact key, name, function)])
COMPANIES = {
    "quillmoor": ("Quillmoor Logistics", "Rotterdam", [
        ("paula", "Paula Procurement", "Head of Procurement"), ("otto", "Otto Operations", "Operations Manager")]),
    "fennwick": ("Fennwick Foods", "Leeds", [
        ("fiona", "Fiona Finance", "Finance Director"), ("victor", "Victor Vendor", "Vendor Manager")]),
    "halvorsett": ("Halvorsett Robotics", "Aarhus", [
        ("tessa", "Tessa Technology", "Head of IT"), ("egon", "Egon Engineering", "Plant Engineer")]),
    "osterbeck": ("Osterbeck Paper", "Graz", [
        ("petra", "Petra Purchasing", "Purchasing Lead"), ("hugo", "Hugo Humanres", "People Operations")]),
}

# Short names for Odoo's demo partners.
PARTNERS = {
    "azure": "base.res_partner_12", "brandon": "base.res_partner_address_15", "nicole": "base.res_partner_address_16",
    "colleen": "base.res_partner_address_28", "gemini": "base.res_partner_3", "edwin": "base.res_partner_address_5",
    "soham": "base.res_partner_address_11", "jesse": "base.res_partner_address_10", "jackson": "base.res_partner_10",
    "toni": "base.res_partner_address_17", "gordon": "base.res_partner_address_18", "acme": "base.res_partner_2",
    "addison": "base.res_partner_address_31", "douglas": "base.res_partner_address_3", "readymat": "base.res_partner_4",
    "billy": "base.res_partner_address_7", "julie": "base.res_partner_address_33", "wood": "base.res_partner_1",
    "ron": "base.res_partner_address_2", "tom": "base.res_partner_address_27",
}

# Names under which tests look records up that are not leads.
NAMED_PARTNERS = {"company_main": "azure", "contact_main": "brandon", "contact_second": "nicole", "contact_no_lead": "tom"}


def lead(name, partner, utm, created, events=(), user=MARC, **more):
    return dict(name=name, partner=partner, utm=utm, created=created, events=events, user=user, type="lead", **more)


def deal(name, partner, utm, revenue, created, events=(), user=MARC, **more):
    return dict(lead(name, partner, utm, created, events, user, **more), type="opportunity", revenue=revenue)


# Events are (age, kind, who, text); kinds are the functions of seed.py.
LEADS = {
    # Hand-offs in every state of a two-hour promise.
    "lead_fresh": lead("Pricing for 40 workstations", "paula", ("google", "cpc", "search"), ago(minutes=10)),
    "lead_fresh_admin": lead("Demo asked for after the webinar", "fiona", ("webinar", "email", "pricing"), ago(minutes=18), user=ADMIN),
    "lead_due_soon": lead("Office refit, 3 floors", "brandon", ("webinar", "email", "pricing"), ago(minutes=100)),
    "lead_due_soon_admin": lead("Meeting room furniture", "tessa", ("linkedin", "social", "abm"), ago(minutes=108), user=ADMIN),
    "lead_overdue": lead("Replacement of height-adjustable desks", "otto", ("newsletter", "email", "digest"), ago(hours=3)),
    "lead_overdue_admin": lead("Booth visit: acoustic panels", "petra", ("trade_show", "event", "expo"), ago(hours=5), user=ADMIN),
    "lead_overdue_days": lead("Catalogue request, storage", "victor", ("website", "organic", None), ago(days=2)),
    "lead_buyer_waiting": lead("Question about delivery times", "egon", ("google", "cpc", "search"), ago(hours=4), [
        (ago(minutes=95), "mail_in", "egon", "Could someone tell me the delivery time for 60 chairs?")]),
    # Created long before it was handed to anybody: the clock starts at the assignment.
    "lead_assigned_later": lead("Download: benchmark report", "hugo", ("linkedin", "social", "benchmark"), ago(days=2), [
        (ago(minutes=40), "assign", MARC, "")], user=None),
    "lead_unassigned": lead("Newsletter reply", "jesse", ("newsletter", "email", "digest"), ago(minutes=35), user=None),
    # Answered: in time by each kind of touch, and late.
    "lead_met": lead("Chairs for a call centre", "nicole", ("google", "cpc", "search"), ago(hours=26), [
        (ago(hours=25, minutes=30), "mail_out", MARC, "Thank you for your interest. Two options that fit a call centre are attached.")]),
    "lead_met_call": lead("Refit of the canteen", "gordon", ("trade_show", "event", "expo"), ago(hours=30), [
        (ago(hours=28, minutes=45), "call", MARC, "Talked for ten minutes: 80 seats, decision in January.")]),
    "lead_met_meeting": lead("Showroom visit", "soham", ("partner", "direct", None), ago(hours=50), [
        (ago(hours=49), "meeting", MARC, "Showroom tour")]),
    "lead_met_late": lead("Lockers for two sites", "ron", ("linkedin", "social", "abm"), ago(days=3), [
        (ago(days=2, hours=19), "mail_out", MARC, "Sorry for the wait. Here is the locker range with prices.")]),

    # Earlier leads of the deals' buyers: what marketing did weeks before.
    "early_azure_ads": lead("Ad click: office planning guide", "brandon", ("google", "cpc", "search"), ago(days=84), [
        (ago(days=83, hours=23), "mail_out", MARC, "Here is the planning guide you asked for.")]),
    "early_azure_report": lead("Download: benchmark report", "nicole", ("linkedin", "social", "benchmark"), ago(days=61), [
        (ago(days=60, hours=22), "call", MARC, "No project yet, call again in autumn.")]),
    "early_azure_expo": lead("Booth conversation", "colleen", ("trade_show", "event", "expo"), ago(days=47), [
        (ago(days=46, hours=23), "mail_out", MARC, "Good to meet you at the expo.")]),
    "early_gemini": lead("Benchmark report", "edwin", ("newsletter", "email", "benchmark"), ago(days=58), [
        (ago(days=57, hours=23), "mail_out", ADMIN, "The report, and the two pages that concern showrooms.")], user=ADMIN),
    "early_acme_lost": lead("Asked for a price list", "addison", ("google", "cpc", "search"), ago(days=120), [
        (ago(days=119, hours=23), "mail_out", MARC, "Our price list is attached."),
        (ago(days=90), "lost", MARC, "no_budget")]),
    "early_readymat": lead("Webinar attendee", "julie", ("webinar", "email", "pricing"), ago(days=40), [
        (ago(days=39, hours=22), "call", MARC, "Wants numbers for the board.")]),
    "early_quillmoor": lead("Partner introduction", "otto", ("partner", "direct", None), ago(days=75), [
        (ago(days=74, hours=23), "mail_out", ADMIN, "Thank you for the introduction.")], user=ADMIN),

    # Opportunities.
    "deal_many_touches": deal("Azure head office refit", "azure", ("webinar", "email", "pricing"), 128000, ago(days=36), [
        (ago(days=35, hours=23), "mail_out", MARC, "Thank you for joining the webinar. Shall we look at your floors together?"),
        (ago(days=33), "mail_in", "brandon", "Yes. Our board compares you with Acme Suite, so bring numbers."),
        (ago(days=31), "convert", MARC, ""),
        (ago(days=30), "call", MARC, "Budget owner is Nicole Ford. Decision before the end of the quarter."),
        (ago(days=27), "meeting", MARC, "Walk-through of the three floors"),
        (ago(days=24), "stage", MARC, "crm.stage_lead2"),
        (ago(days=19), "mail_in", "nicole", "The price is higher than Acme Suite's. What do we get for the difference?"),
        (ago(days=18), "mail_out", MARC, "The total cost over five years is lower; the comparison is attached."),
        (ago(days=12), "meeting", MARC, "Offer review with finance"),
        (ago(days=9), "stage", MARC, "crm.stage_lead3"),
        (ago(days=4), "mail_in", "colleen", "Legal asks where the data of the booking screens is stored."),
        (ago(days=1, hours=3), "call", MARC, "Security questions answered, waiting for legal."),
        ], tags=["vs_acme"]),
    "deal_proposal": deal("Gemini showrooms, phase 2", "gemini", ("linkedin", "social", "abm"), 64500, ago(days=28), [
        (ago(days=27, hours=22), "call", MARC, "Second phase is planned, tender in writing."),
        (ago(days=21), "stage", MARC, "crm.stage_lead2"),
        (ago(days=16), "meeting", MARC, "Requirements workshop"),
        (ago(days=8), "stage", MARC, "crm.stage_lead3"),
        (ago(days=2), "mail_in", "edwin", "Procurement says a two-year contract is too long."),
        ], tags=["vs_northlight"]),
    "deal_qualified": deal("Ready Mat training centre", "readymat", ("webinar", "email", "pricing"), 39900, ago(days=17), [
        (ago(days=16, hours=23), "mail_out", MARC, "Shall we plan the training centre with your team?"),
        (ago(days=11), "stage", MARC, "crm.stage_lead2"),
        (ago(days=5), "meeting", MARC, "Floor plan review")]),
    "deal_new": deal("Wood Corner counter system", "wood", ("google", "cpc", "search"), 18750, ago(days=3), [
        (ago(days=2, hours=22), "call", MARC, "Interested, wants a sample.")]),
    # The buyer came by themselves: the first touch is theirs.
    "deal_buyer_first": deal("Acme call centre", "acme", ("website", "organic", None), 91200, ago(days=22), [
        (ago(days=22), "mail_in", "douglas", "We open a call centre with 150 seats in spring. Do you make offers for that size?"),
        (ago(days=21, hours=23), "mail_out", MARC, "We do. May I call you this week?"),
        (ago(days=20), "convert", MARC, ""),
        (ago(days=14), "stage", MARC, "crm.stage_lead2"),
        (ago(days=6), "stage", MARC, "crm.stage_lead3"),
        (ago(days=5), "mail_in", "addison", "A spreadsheet does this for us today. Why change?")], tags=["vs_spreadsheet"]),
    # Sales began it: outreach before anything of marketing, and no campaign on the deal.
    "deal_outreach": deal("Jackson Group flagship store", "jackson", (None, None, None), 74000, ago(days=26), [
        (ago(days=26), "mail_out", MARC, "Your new flagship store made me think of our modular walls."),
        (ago(days=25), "call", MARC, "Second try, reached Toni Rhodes: open to a visit."),
        (ago(days=21), "mail_in", "toni", "Come by next week."),
        (ago(days=18), "meeting", MARC, "Visit on site"),
        (ago(days=13), "stage", MARC, "crm.stage_lead2")]),
    "deal_won": deal("Quillmoor hub Rotterdam", "quillmoor", ("partner", "direct", None), 56300, ago(days=52), [
        (ago(days=51, hours=23), "call", ADMIN, "Kick-off call."),
        (ago(days=40), "stage", ADMIN, "crm.stage_lead2"),
        (ago(days=33), "meeting", ADMIN, "Offer presentation"),
        (ago(days=30), "stage", ADMIN, "crm.stage_lead3"),
        (ago(days=14), "mail_in", "paula", "Signed. When do we start?"),
        (ago(days=13), "won", ADMIN, "")], user=ADMIN),
    "deal_lost": deal("Fennwick distribution office", "fennwick", ("trade_show", "event", "expo"), 47800, ago(days=44), [
        (ago(days=43, hours=20), "mail_out", MARC, "Good to meet you at the expo."),
        (ago(days=35), "stage", MARC, "crm.stage_lead2"),
        (ago(days=20), "mail_in", "fiona", "Northlight's price is a third lower. We will go with them."),
        (ago(days=15), "lost", MARC, "competitor")], tags=["vs_northlight"]),
    # Nothing but the record itself: what a panel shows when there is nothing to show.
    "deal_bare": deal("Osterbeck archive shelves", "osterbeck", (None, None, None), 0, ago(days=1, hours=2), user=ADMIN),
}
