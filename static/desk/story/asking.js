// Asking the desk's server in the background. A lost session answers with a page to sign in: that is no answer.

export const token = (form) => form.querySelector("[name=csrfmiddlewaretoken]").value;

export async function ask(address, form, body, more = {}) {
  const answer = await fetch(address, {
    method: "POST", body, headers: { "X-CSRFToken": token(form), Accept: "application/json" }, redirect: "manual", ...more,
  });
  if (answer.type === "opaqueredirect") throw Object.assign(new Error("signed out"), { status: 401 });
  if (!answer.ok) throw Object.assign(new Error(String(answer.status)), { status: answer.status });
  return answer.json();
}

export function later(wait, act) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
}

// What stands in the form, without what only the browser's request needs.
export function typed(form) {
  const said = {};
  for (const [name, value] of new FormData(form)) {
    if (name !== "csrfmiddlewaretoken" && typeof value === "string") (said[name] ||= []).push(value);
  }
  return said;
}
