# Runs once in Odoo's shell on a new database: what every person of the demo needs, whoever they are.
# Given by odoo.sh: RUN (folder for results), PORT.
import os
from datetime import timedelta

from odoo import fields


def write_api_key(login):
    user = env.ref("base.user_" + login)
    expires = fields.Datetime.now() + timedelta(days=365)
    key = env["res.users.apikeys"].with_user(user).sudo()._generate("rpc", "plumbline", expires)
    with open(f"{RUN}/{login}.key", "w") as file:
        file.write(key)


# Leads are a feature that Odoo hides until it is switched on.
env["res.config.settings"].create({"group_use_lead": True}).execute()

parameters = env["ir.config_parameter"]
parameters.set_param("web.base.url", f"http://127.0.0.1:{PORT}")
parameters.set_param("web.base.url.freeze", "True")

# The first page would take ten seconds more.
env["ir.qweb"]._pregenerate_assets_bundles()

os.umask(0o077)
write_api_key("admin")
write_api_key("demo")
env.cr.commit()
