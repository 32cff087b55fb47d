# Puts the records of seed_data.py into Odoo and dates them relative to now. Runs in Odoo's shell after seed_data.py.
#
# Idempotent: everything made has an external id `plumbline.<key>`. What exists is only dated anew, so what a person
# did to a record since stays. Dates go in by SQL, since Odoo stamps what passes through its models with now.
import json
from datetime import datetime

from markupsafe import escape

NOW = datetime.utcnow().replace(microsecond=0)
QUIET = dict(mail_create_nosubscribe=True, mail_auto_subscribe_no_notify=True,
             mail_post_autofollow=False, no_mail_to_attendees=True, dont_notify=True)


def find(key):
    return env.ref("plumbline." + key, raise_if_not_found=False)


def remember(key, record):
    env["ir.model.data"].create(
        {"module": "plumbline", "name": key, "model": record._name, "res_id": record.id, "noupdate": True})
    return record


def ensure(key, model, values):
    return find(key) or remember(key, env[model].create(values))


def named(model, prefix, names, field="name", **more):
    """One record per name, Odoo's own where it has one of that name already."""
    existing = lambda name: env[model].search([(field, "=", name)], limit=1)
    return {key: existing(name) or ensure(f"{prefix}_{key}", model, {field: name, **more}) for key, name in names.items()}


def set_dates(record, **ages_or_moments):
    """UPDATE by SQL, for columns that Odoo sets itself."""
    moments = {column: value if isinstance(value, (datetime, type(None))) else NOW - value
               for column, value in ages_or_moments.items()}
    columns = ", ".join(f"{column} = %s" for column in moments)
    env.cr.execute(f"UPDATE {record._table} SET {columns} WHERE id = %s", [*moments.values(), record.id])


# ---- what can happen to a lead: (lead, who, text) -> whatever was made besides chatter messages

def person(key):
    return env.ref(PARTNERS[key]) if key in PARTNERS else find("contact_" + key) or find("company_" + key)


def message(lead, author, text, message_type, recipients):
    # Not message_post: that would try to send mail.
    env["mail.message"].create({
        "model": "crm.lead", "res_id": lead.id, "message_type": message_type, "author_id": author.id,
        "email_from": author.email_formatted, "subject": lead.name, "body": f"<p>{escape(text)}</p>",
        "subtype_id": env.ref("mail.mt_comment").id, "partner_ids": recipients.ids})


def mail_in(lead, who, text):
    message(lead, person(who), text, "email", lead.user_id.partner_id)


def mail_out(lead, who, text):
    message(lead, env.ref(who).partner_id, text, "comment", lead.partner_id)


def call(lead, who, text):
    activity = lead.activity_schedule("mail.mail_activity_data_call", summary="Call", user_id=env.ref(who).id)
    activity.action_feedback(feedback=text)
    return activity


def meeting(lead, who, text):
    user = env.ref(who)
    return env["calendar.event"].with_context(**QUIET).with_user(user).sudo().create({
        "name": text, "start": NOW, "stop": NOW + ago(hours=1), "user_id": user.id, "opportunity_id": lead.id,
        "partner_ids": [(6, 0, (user.partner_id | lead.partner_id).ids)]})


def assign(lead, who, _text):
    lead.user_id = env.ref(who)


def stage(lead, _who, xmlid):
    lead.stage_id = env.ref(xmlid)


def convert(lead, _who, _text):
    lead.type = "opportunity"


def won(lead, _who, _text):
    lead.action_set_won()


def lost(lead, _who, reason):
    lead.action_set_lost(lost_reason_id=lost_reasons[reason].id)


KINDS = {f.__name__: f for f in (mail_in, mail_out, call, meeting, assign, stage, convert, won, lost)}

# The columns of crm_lead that hold the moment of the latest event of a kind.
LEAD_COLUMNS = {"assign": ["date_open"], "stage": ["date_last_stage_update"], "convert": ["date_conversion"],
                "won": ["date_closed", "date_last_stage_update"], "lost": ["date_closed"]}


# ---- making and dating

def with_chatter(prefix, make, lead=None):
    """Runs make(), and remembers the chatter messages that it left on the lead (or on the lead that it made)."""
    env.cr.execute("SELECT coalesce(max(id), 0) FROM mail_message")
    before = env.cr.fetchone()[0]
    made = make()
    # Field changes become chatter messages only at the end of a transaction or here.
    env.flush_all()
    env.cr.precommit.run()
    on_lead = [("id", ">", before), ("model", "=", "crm.lead"), ("res_id", "=", (lead or made).id)]
    for n, message in enumerate(env["mail.message"].search(on_lead, order="id")):
        remember(f"{prefix}_{n}", message)
    return made


def tell(prefix, lead, event):
    _, kind, who, text = event
    user = env.ref(who) if "." in who else env.user
    as_user = lead.with_user(user).sudo().with_context(**QUIET)
    if made := with_chatter(prefix, lambda: KINDS[kind](as_user, who, text), lead):
        remember(prefix + "_made", made)


def date_event(prefix, age):
    n = 0
    while message := find(f"{prefix}_{n}"):
        set_dates(message, date=age, create_date=age, write_date=age)
        env.cr.execute("UPDATE mail_tracking_value SET create_date = %s WHERE mail_message_id = %s", [NOW - age, message.id])
        n += 1
    made = find(prefix + "_made")
    if made and made._name == "calendar.event":
        set_dates(made, start=age, stop=age - ago(hours=1), create_date=age + ago(minutes=20), write_date=age)
        # The chatter's "Meeting scheduled at ..." was written with the moment of the seed.
        start = NOW - age
        env.cr.execute("UPDATE mail_message SET body = regexp_replace(body, '<time.*</time>', %s) WHERE id = %s",
                       [f'<time datetime="{start}+00:00">{start}</time>', find(prefix + "_0").id])
    elif made:
        set_dates(made, date_done=age, date_deadline=age, create_date=age, write_date=age)


def lead_values(spec):
    source, medium, campaign = spec["utm"]
    partner = person(spec["partner"])
    # A deal that is converted later starts its life as a lead.
    converted = any(kind == "convert" for _, kind, _, _ in spec["events"])
    return {
        "name": spec["name"], "type": "lead" if converted else spec["type"], "partner_id": partner.id,
        "user_id": spec["user"] and env.ref(spec["user"]).id,
        "team_id": env.ref("sales_team.team_sales_department").id,
        "stage_id": env.ref("crm.stage_lead1").id, "expected_revenue": spec.get("revenue", 0),
        "source_id": source and sources[source].id, "medium_id": medium and mediums[medium].id,
        "campaign_id": campaign and campaigns[campaign].id,
        "tag_ids": [(6, 0, [tags[tag].id for tag in spec.get("tags", [])])],
    }


def seed_lead(key, spec):
    lead = find(key)
    if not lead:
        model = env["crm.lead"].with_context(**QUIET)
        lead = remember(key, with_chatter(key + "_created", lambda: model.create(lead_values(spec))))
    date_event(key + "_created", spec["created"])
    for index, event in enumerate(spec["events"]):
        prefix = f"{key}_{index}"
        if not find(prefix + "_0"):
            tell(prefix, lead, event)
        date_event(prefix, event[0])
    env.flush_all()
    date_lead(lead, spec)
    return lead


def date_lead(lead, spec):
    moments = {"create_date": spec["created"], "date_last_stage_update": spec["created"],
               "date_open": spec["created"] if spec["user"] else None}
    for age, kind, _, _ in spec["events"]:
        moments.update({column: age for column in LEAD_COLUMNS.get(kind, [])})
    moments["write_date"] = min([spec["created"], *(event[0] for event in spec["events"])])
    set_dates(lead, **moments)


def seed_company(key, name, city, contacts):
    domain = name.split()[0].lower() + ".example"
    company = ensure("company_" + key, "res.partner", {
        "name": name, "is_company": True, "city": city, "email": f"info@{domain}", "website": f"https://{domain}"})
    for contact, full_name, function in contacts:
        ensure("contact_" + contact, "res.partner", {
            "name": full_name, "function": function, "parent_id": company.id, "type": "contact",
            "email": f"{full_name.lower().replace(' ', '.')}@{domain}"})


for key, company in COMPANIES.items():
    seed_company(key, *company)
sources = named("utm.source", "source", SOURCES)
mediums = named("utm.medium", "medium", MEDIUMS)
campaigns = named("utm.campaign", "campaign", CAMPAIGNS, field="title")
tags = named("crm.tag", "tag", TAGS)
lost_reasons = named("crm.lost.reason", "lost", LOST_REASONS)

ids = {key: seed_lead(key, spec).id for key, spec in LEADS.items()}
ids.update({name: person(key).id for name, key in NAMED_PARTNERS.items()})
ids.update({f"contact_{key}": person(key).id for company in COMPANIES.values() for key, _, _ in company[2]})
ids.update({f"company_{key}": person(key).id for key in COMPANIES})
env.cr.commit()
with open(f"{RUN}/seed.json", "w") as file:
    json.dump(ids, file, indent=1, sort_keys=True)
