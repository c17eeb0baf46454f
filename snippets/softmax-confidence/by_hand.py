import numpy as np

from logitbook import expected_calibration_error, fit_temperature, softmax

lead = 3.0
weight = np.exp(lead)  # the dog's weight is exp(0) = 1
claimed = 100 * weight / (weight + 1)
honest_lead = np.log(80 / 20)  # it claims 80 percent
by_lead = lead / honest_lead

z = np.array([[lead, 0.0]] * 100)  # 100 held-out photos
y = np.array([0] * 80 + [1] * 20)  # 80 cats, 20 dogs
t = fit_temperature(z, y)
scaled = 100 * softmax(z / t)[0, 0]
ece = expected_calibration_error(softmax(z), y)

print(f"claimed: {claimed:.2f} percent")
print(f"honest lead: {honest_lead:.4f}")
print(f"T from the leads: {by_lead:.4f}")
print(f"T from the loss:  {t:.4f}")
print(f"divided by T: {scaled:.2f} percent")
print(f"calibration error before: {ece:.4f}")
